import type { MountSpec } from '../../constructs/storage/mount-spec';
import { fileSystem, type FileSystemSpec } from './mount-kinds';
import { mountPoint } from './mount-point';
import { escapePath, renderAwaitUnit, renderMountUnits, type UnitFile } from './mount-units';

/** Settings of the role mount on hosts. Plain data. */
export interface MountSettings {
  readonly name: string;
  readonly hostPath: string;
  /** Whether the facility mounts it: then it is only checked. */
  readonly existing: boolean;
  readonly packages: FileSystemSpec['packages'];
  readonly helper: string | null;
  readonly vendor: string | null;
  readonly files: FileSystemSpec['files'];
  readonly credentials: { readonly path: string; readonly lines: readonly string[] } | null;
  readonly units: readonly UnitFile[];
  /** The unit that mounts at `hostPath`. */
  readonly unit: string;
  /** Whether it is mounted at the first access, where the machine has autofs. */
  readonly automount: boolean;
  /** Folder of the machine itself that must be there before; null for none. */
  readonly folder: string | null;
  /** What has to be true of the result. */
  readonly check: { readonly types: readonly string[]; readonly readOnly: boolean; readonly owner: string };
}

/** Folder of a host that holds the mount's data. Pure. */
export function mountHostPath(mount: MountSpec): string {
  const { type, what } = fileSystem(mount.source, mount.name);
  return mount.existing && type === null ? what : mountPoint(mount);
}

/** What a mount is on a host that root deploys. Pure. */
export function renderMountSettings(mount: MountSpec): MountSettings {
  const system = fileSystem(mount.source, mount.name);
  const hostPath = mountHostPath(mount);
  // Users may see a folder where it lies: then nothing has to be mounted, unless they must not write.
  const existing = mount.existing || (system.type === null && system.what === hostPath && !mount.readOnly);
  const units = existing ? [] : unitsOf(mount, system, hostPath);
  return {
    name: mount.name,
    hostPath,
    existing,
    packages: existing ? { debian: [], redhat: [] } : system.packages,
    helper: existing ? null : system.helper,
    vendor: system.vendor,
    files: existing ? [] : system.files,
    credentials: existing || system.credentials === null ? null : { path: system.credentials.path, lines: system.credentials.lines },
    units,
    unit: `${escapePath(hostPath)}.mount`,
    automount: units.some(({ name }) => name.endsWith('.automount')),
    folder: mount.source.kind === 'local' ? mount.source.path : null,
    check: { types: system.types, readOnly: mount.readOnly, owner: mount.owner },
  };
}

function unitsOf(mount: MountSpec, system: FileSystemSpec, hostPath: string): readonly UnitFile[] {
  const rights = [mount.readOnly ? 'ro' : 'rw', 'nosuid', 'nodev'];
  const network = mount.source.kind !== 'local';
  const common = { description: `${mount.role} data (${mount.name})`, network, automount: network };
  const bind = { what: system.what, where: hostPath, type: 'none', options: ['bind', ...rights, ...mount.options] };
  if (system.type === null) {
    const wait = system.provided ? [renderAwaitUnit(`daas-mount-${mount.name}.service`, system.what, system.types[0]!)] : [];
    return [...wait, ...renderMountUnits({ ...common, ...bind, after: wait.map((unit) => unit.name) })];
  }
  const remote = { what: system.what, type: system.type, options: [...rights, '_netdev', ...system.options, ...mount.options], after: [] };
  if (system.below === null) {
    return renderMountUnits({ ...common, ...remote, where: hostPath });
  }
  const whole = `/run/daas/mounts/${mount.name}`;
  return [
    ...renderMountUnits({ ...common, ...remote, where: whole, automount: false }),
    ...renderMountUnits({
      ...common,
      ...bind,
      what: `${whole}${system.below}`,
      options: ['bind', ...rights],
      after: [`${escapePath(whole)}.mount`],
    }),
  ];
}
