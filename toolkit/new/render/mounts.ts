import type { Guess } from '../../guess';
import type { MountGuess } from '../discover/mount-guess';
import { exampleLine, guessLine, quoted } from './code';

/** Mounts that hosts have already, by the facility's own means. Pure. */
export function renderHostMounts(found: readonly Guess<MountGuess>[]): readonly string[] {
  const home = `${exampleLine('homes at /home, mounted by the facility’s own means')}
    Mount.local({ role: 'home', path: '/home', existing: true }),`;
  return [...(hasHome(found) ? [] : [home]), ...found.map((m) => renderMount(m, ', existing: true'))];
}

/** Mounts that a cluster makes for pods. Pure. */
export function renderClusterMounts(found: readonly Guess<MountGuess>[], domain: string): readonly string[] {
  const home = `${exampleLine('the file server of homes')}
    Mount.nfs({ role: 'home', server: ${quoted(`nfs.${domain}`)}, path: '/home' }),`;
  return [...(hasHome(found) ? [] : [home]), ...found.map((m) => renderMount(m, ''))];
}

function hasHome(found: readonly Guess<MountGuess>[]): boolean {
  return found.some((m) => m.value.role === 'home');
}

function renderMount({ value, source }: Guess<MountGuess>, more: string): string {
  const { role, kind, device, point } = value;
  const [server, folder = '/'] = device.split(/:(?=\/)/) as [string, string?];
  const [, filesystem = '', ...below] = folder.split('/');
  const from = {
    nfs: `server: ${quoted(server)}, path: ${quoted(folder)}`,
    gpfs: `source: ${quoted(device.replace(/^\/dev\//, ''))}, path: ${quoted(point)}`,
    lustre: `server: ${quoted(server)}, filesystem: ${quoted(filesystem)}, path: ${quoted(`/${below.join('/')}`)}`,
    beegfs: `server: ${quoted(server)}, path: ${quoted(point)}`,
    cvmfs: `repository: ${quoted(point.replace(/^\/cvmfs\//, ''))}`,
  }[kind];
  const where = kind === 'cvmfs' ? '' : `, mountPath: ${quoted(role === 'home' ? `${point}/{user}` : point)}`;
  return `${guessLine(source, `what is at ${point} is ${role}`)}\nMount.${kind}({ role: ${quoted(role)}, ${from}${where}${more} }),`;
}
