import type { Guess } from '../../guess';

/** What a folder seems to be for. */
export type Role = 'home' | 'raw' | 'results' | 'software';

/** A file system that hosts have mounted. */
export interface MountGuess {
  readonly role: Role;
  readonly kind: 'nfs' | 'gpfs' | 'lustre' | 'beegfs' | 'cvmfs';
  /** What stands in the table: `nfs.facility.example:/export/home`. */
  readonly device: string;
  readonly point: string;
}

const KINDS: Readonly<Record<string, MountGuess['kind']>> = {
  nfs: 'nfs',
  nfs4: 'nfs',
  gpfs: 'gpfs',
  lustre: 'lustre',
  beegfs: 'beegfs',
  cvmfs: 'cvmfs',
};
/** The first that fits the folder's path. */
const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^\/cvmfs\/|software|apps|modules|\/opt\b|\bsw\b/i, 'software'],
  [/home|users/i, 'home'],
  [/raw|instrument|beamline/i, 'raw'],
  [/results|scratch|work|process|analysis/i, 'results'],
  [/data/i, 'raw'],
];

/** Reads lines of /etc/fstab, /proc/mounts (`device point type ...`) and `mount` (`device on point type ...`). Pure. */
export function readMounts(text: string, file: string): readonly Guess<MountGuess>[] {
  return text.split('\n').flatMap((line, i) => {
    const [device, point, type] = line
      .replace(/#.*$/, '')
      .replace(/^(\S+) on (\S+) type (\S+)/, '$1 $2 $3')
      .trim()
      .split(/\s+/);
    const kind = KINDS[type ?? ''] ?? (type === 'fuse' && device?.startsWith('cvmfs') === true ? 'cvmfs' : undefined);
    const role = ROLES.find(([pattern]) => pattern.test(point ?? ''))?.[1];
    return kind === undefined || role === undefined
      ? []
      : [{ value: { role, kind, device: device!, point: point! }, source: `${file}:${i + 1}` }];
  });
}

/** One mount of each role, the first that was found: a site names more of a role itself. Pure. */
export function chooseMounts(found: readonly Guess<MountGuess>[]): readonly Guess<MountGuess>[] {
  return found.filter(({ value }, i) => found.findIndex((other) => other.value.role === value.role) === i);
}
