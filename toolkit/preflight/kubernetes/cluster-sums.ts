import type { Sum } from '../sum';
import type { ClusterNeeds } from './cluster-needs';

/** What the site guarantees its pods on a cluster, cores in thousandths, and the GPUs that its pools state. Pure. */
export function clusterSums({ name, pods, pools }: Pick<ClusterNeeds, 'name' | 'pods' | 'pools'>): readonly Sum[] {
  const total = (amount: (p: (typeof pods)[number]) => number): number => Math.ceil(round(pods.reduce((all, p) => all + amount(p), 0)));
  const sums: readonly Sum[] = [
    { name: `${name} pods`, needed: total((p) => p.replicas), surge: total((p) => p.surge), unit: '' },
    { name: `${name} cpu`, needed: total((p) => p.replicas * p.cores * 1000), surge: total((p) => p.surge * p.cores * 1000), unit: 'm' },
    {
      name: `${name} memory`,
      needed: total((p) => p.replicas * p.memoryMebibytes),
      surge: total((p) => p.surge * p.memoryMebibytes),
      unit: 'MiB',
    },
  ];
  const gpus = new Map<string, number>();
  for (const pool of pools) {
    if (pool.gpus !== null) {
      gpus.set(pool.gpus.resource, (gpus.get(pool.gpus.resource) ?? 0) + pool.nodes * pool.gpus.perNode);
    }
  }
  return [
    ...sums.filter((sum) => sum.needed > 0),
    ...[...gpus].map(([resource, needed]) => ({ name: `${name} ${resource}`, needed, surge: 0, unit: '' })),
  ];
}

/** What binary fractions add is no need. */
function round(amount: number): number {
  return Math.round(amount * 1000) / 1000;
}
