import type { Flow } from '../../core/flow';
import type { BatchSpec } from '../batch/batch-spec';

/** Ports that Linux gives to who asks for any (net.ipv4.ip_local_port_range): a notebook listens on one of its node's. */
const EPHEMERAL = { port: 32_768, lastPort: 60_999 } as const;

/** What notebooks that are jobs of other hosts need: the hub's proxy connects to them. Pure. */
export function notebookFlows(clusters: readonly Pick<BatchSpec, 'existing' | 'deployment'>[]): readonly Flow[] {
  const elsewhere = clusters.some((c) => c.existing || (c.deployment?.nodes.length ?? 0) > 0);
  return elsewhere ? [{ from: 'hub', to: 'compute', ...EPHEMERAL, protocol: 'tcp', why: 'browsers reach notebooks through the hub' }] : [];
}
