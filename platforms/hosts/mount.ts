import type { BoundMount } from '../../constructs/storage/mount-host';
import type { MountSpec } from '../../constructs/storage/mount-spec';
import { Problems } from '../../core/problems';
import type { Machine } from './machine';

/** A folder of the machine. Network file systems are mounted on hosts that have root; a local machine has none. */
export function bindMount(machine: Machine, mount: MountSpec): BoundMount {
  const hostPath = mount.source.kind === 'local' ? mount.source.path : mount.mountPath;
  const ready = machine.once(`Mount-${mount.name}`, (scope) => {
    if (mount.source.kind !== 'local') {
      const message = `mount '${mount.name}' is ${mount.source.kind}, but this machine is deployed without root and can't mount it`;
      Problems.report(scope, { code: 'HostsMountKind', message, allowed: ['local'], given: mount.source.kind });
    }
    return machine.play(scope, `Mount-${mount.name}`, {
      role: 'mount',
      name: `mount-${mount.name}`,
      settings: () => ({ hostPath }),
      removal: { hostPath, removeData: machine.removeData && mount.removeOnDestroy },
    });
  });
  return { ready, hostPath };
}
