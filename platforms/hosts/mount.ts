import type { Construct } from 'constructs';
import type { BoundMount } from '../../constructs/storage/mount-host';
import { overrideMount } from '../../constructs/storage/mount-override';
import type { MountSpec } from '../../constructs/storage/mount-spec';
import type { SecretReference } from '../../core/secret';
import { Problems } from '../../core/problems';
import type { Machine } from './machine';
import { MOUNTING_GROUPS, mountFlows } from './mount-flows';
import { fileSystem } from './mount-kinds';
import { mountHostPath, renderMountSettings } from './mount-settings';

/** A file system where users' sessions run. */
export function bindMount(machine: Machine, spec: MountSpec): BoundMount {
  const mount = overrideMount(machine, spec);
  const ready = machine.once(`Mount-${mount.name}`, (scope) => {
    const bind = machine.target.kind === 'local' ? bindFolder : bindFileSystem;
    machine.flows.push(...(machine.target.kind === 'local' ? [] : mountFlows(mount.name, mount.source)));
    return bind(scope, machine, mount);
  });
  machine.mounts.add(ready);
  return { ready, hostPath: hostPathOf(machine, spec) };
}

/** Folder of the machine that holds the mount's data. */
export function hostPathOf(machine: Machine, spec: MountSpec): string {
  const mount = overrideMount(machine, spec);
  return machine.target.kind === 'local' && mount.source.kind === 'local' ? mount.source.path : mountHostPath(mount);
}

/** A folder of the machine. Network file systems are mounted on hosts that have root; a local machine has none. */
function bindFolder(scope: Construct, machine: Machine, mount: MountSpec): Construct {
  if (mount.source.kind !== 'local') {
    const message = `mount '${mount.name}' is ${mount.source.kind}, but this machine is deployed without root and can't mount it`;
    Problems.report(scope, { code: 'HostsMountKind', message, allowed: ['local'], given: mount.source.kind });
  }
  const hostPath = hostPathOf(machine, mount);
  return machine.play(scope, `Mount-${mount.name}`, {
    role: 'mount',
    name: `mount-${mount.name}`,
    settings: () => ({ hostPath }),
    removal: { hostPath, removeData: machine.removeData && mount.removeOnDestroy },
  });
}

/** A file system on all hosts where users are. */
function bindFileSystem(scope: Construct, machine: Machine, mount: MountSpec): Construct {
  if (mount.removeOnDestroy && mount.source.kind !== 'local') {
    const message = `mount '${mount.name}' is ${mount.source.kind}: what lies on a file server is never removed by the kit`;
    Problems.report(scope, { code: 'HostsMountRemove', message });
  }
  const settings = renderMountSettings(mount);
  const { name, hostPath, unit, units, files, credentials, folder } = settings;
  if (hostPath === '/') {
    const message = `mount '${name}' would be mounted at /: put a folder before {user} in its mountPath '${mount.mountPath}'`;
    Problems.report(scope, { code: 'HostsMountPoint', message });
  }
  const removeData = machine.removeData && mount.removeOnDestroy;
  const secret = credentials === null ? undefined : fileSystem(mount.source, name).credentials?.secret;
  const play = machine.play(scope, `Mount-${name}`, {
    role: 'mount',
    name: `mount-${name}`,
    root: true,
    groups: MOUNTING_GROUPS,
    settings: () => settings,
    removal: {
      name,
      hostPath,
      unit,
      units: units.map((u) => u.name),
      files: [...files.map((f) => f.path), ...(credentials === null ? [] : [credentials.path])],
      folder,
      removeData,
    },
    ...(secret?.store === 'state'
      ? { stateSecrets: { CREDENTIALS: secret } }
      : { secrets: (): Record<string, SecretReference> => (secret === undefined ? {} : { CREDENTIALS: secret }) }),
  });
  if (machine.lastMount !== null) {
    play.node.addDependency(machine.lastMount);
  }
  machine.lastMount = play;
  if (mount.role === 'home') {
    machine.homes.add(play);
  }
  return play;
}
