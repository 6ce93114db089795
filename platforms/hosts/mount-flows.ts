import type { MountSource } from '../../constructs/storage/mount-spec';
import type { Flow } from '../../core/flow';
import type { Ports } from '../../core/port-range';
import type { HostGroup } from './target';

/** Hosts that mount what users see. */
export const MOUNTING_GROUPS: readonly HostGroup[] = ['hub', 'login', 'compute'];

/** What a server is called in the port matrix where it is known at apply only: a share that a cloud makes. */
const SHARES = 'shares';

/** What a Ceph cluster is called in the port matrix: its public network, in which clients find their servers by themselves. */
const CEPH = 'ceph';

/**
 * Ports of a Ceph cluster's public network: monitors by the new protocol and the old one, then OSDs and metadata servers, which
 * take the next free port of a range ("Network Configuration Reference" in Ceph's documentation; up to 7300 in older versions).
 */
const CEPH_PORTS: readonly Ports[] = [3300, 6789, { from: 6800, to: 7568 }];

/**
 * Connections of hosts that mount a file system: the ports that IANA, or the file system's manual, names. BeeGFS and GlusterFS,
 * whose clients find their servers by themselves too, use more than a table can say. Pure.
 */
export function mountFlows(name: string, source: MountSource): readonly Flow[] {
  return listeners(source).flatMap((listener) =>
    MOUNTING_GROUPS.map((from) => ({ from, ...listener, protocol: 'tcp', why: `the file system '${name}'` }) as const),
  );
}

function listeners(source: MountSource): readonly Pick<Flow, 'to' | 'port'>[] {
  switch (source.kind) {
    case 'nfs':
      return [{ to: source.server.includes('${') ? SHARES : source.server, port: 2049 }];
    case 'smb':
      return [{ to: source.server, port: 445 }];
    case 'sshfs':
      return [{ to: source.server, port: 22 }];
    case 'gpfs':
      return [{ to: source.filesystem, port: 1191 }];
    case 'lustre':
      return [{ to: source.server.split('@')[0]!, port: 988 }];
    case 'cvmfs': {
      const proxy = URL.canParse(source.proxy) ? new URL(source.proxy) : undefined;
      return [proxy === undefined ? { to: source.repository, port: 80 } : { to: proxy.hostname, port: Number(proxy.port) || 80 }];
    }
    case 'cephfs':
      return CEPH_PORTS.map((port) => ({ to: source.secret.store === 'state' ? SHARES : CEPH, port }));
    case 'beegfs':
    case 'glusterfs':
    case 'local':
      return [];
  }
}
