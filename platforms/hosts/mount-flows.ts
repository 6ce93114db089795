import type { MountSource } from '../../constructs/storage/mount-spec';
import type { Flow } from '../../core/flow';
import type { HostGroup } from './target';

/** Hosts that mount what users see. */
export const MOUNTING_GROUPS: readonly HostGroup[] = ['hub', 'login', 'compute'];

/** What a server is called in the port matrix where it is known at apply only: a share that a cloud makes. */
const SHARES = 'shares';

/**
 * Connections of hosts that mount a file system: the ports that IANA, or the file system's manual, names. File systems whose
 * clients find their servers by themselves (CephFS, BeeGFS, GlusterFS) use more than a table can say. Pure.
 */
export function mountFlows(name: string, source: MountSource): readonly Flow[] {
  const found = listener(source);
  return found === undefined
    ? []
    : MOUNTING_GROUPS.map((from) => ({ from, ...found, protocol: 'tcp', why: `the file system '${name}'` }) as const);
}

function listener(source: MountSource): Pick<Flow, 'to' | 'port'> | undefined {
  switch (source.kind) {
    case 'nfs':
      return { to: source.server.includes('${') ? SHARES : source.server, port: 2049 };
    case 'smb':
      return { to: source.server, port: 445 };
    case 'sshfs':
      return { to: source.server, port: 22 };
    case 'gpfs':
      return { to: source.filesystem, port: 1191 };
    case 'lustre':
      return { to: source.server.split('@')[0]!, port: 988 };
    case 'cvmfs': {
      const proxy = URL.canParse(source.proxy) ? new URL(source.proxy) : undefined;
      return proxy === undefined ? { to: source.repository, port: 80 } : { to: proxy.hostname, port: Number(proxy.port) || 80 };
    }
    case 'cephfs':
    case 'beegfs':
    case 'glusterfs':
    case 'local':
      return undefined;
  }
}
