import type { JsonObject } from '../../json';
import type { Found, PreflightProblem } from '../problem';
import type { ClusterNeeds, PoolNeed } from './cluster-needs';
import type { ClusterState } from './cluster-state';
import { nameOf, part } from './objects';
import { mebibytes, quantity } from './quantity';
import { usableNodes } from './usable-nodes';

/** Whether each pool has the nodes that the site states, and they are as large as it says. Pure. */
export function checkNodes(
  cluster: string,
  { pools, bringsGpuOperator }: Pick<ClusterNeeds, 'pools' | 'bringsGpuOperator'>,
  { nodes }: Pick<ClusterState, 'nodes'>,
): Found {
  const problems: PreflightProblem[] = [];
  const notes: string[] = [];
  const usable = usableNodes(nodes ?? []);
  for (const pool of nodes === undefined ? [] : pools) {
    const members = usable.filter((node) => belongs(node, pool));
    problems.push(...tooFew(cluster, pool, members), ...tooSmall(cluster, pool, members));
    if (pool.gpus === null || members.length === 0) {
      continue;
    }
    const { resource, perNode } = pool.gpus;
    if (bringsGpuOperator && members.every((node) => amount(node, resource) === 0)) {
      notes.push(
        `no node of the pool '${pool.name}' of ${cluster} offers ${resource} yet: the GPU operator that the site brings does that`,
      );
      continue;
    }
    const short = members.filter((node) => amount(node, resource) < perNode);
    problems.push(
      ...short.map((node) => ({
        code: 'NodeGpus',
        message: `the node ${nameOf(node)} of ${cluster} offers ${amount(node, resource)} ${resource}, and the pool '${pool.name}' states ${perNode}`,
        remedy: `see kubectl describe node ${nameOf(node)}: driver, device plugin and how GPUs are shared; or correct gpusPerNode`,
      })),
    );
  }
  return { problems, notes };
}

function belongs(node: JsonObject, { labels, nodeNames }: PoolNeed): boolean {
  const own = part(node, 'metadata', 'labels');
  return nodeNames.length > 0 ? nodeNames.includes(nameOf(node)) : Object.entries(labels).every(([key, value]) => own[key] === value);
}

function tooFew(cluster: string, pool: PoolNeed, members: readonly JsonObject[]): readonly PreflightProblem[] {
  if (members.length >= pool.nodes) {
    return [];
  }
  const label = Object.entries(pool.labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const which = pool.nodeNames.length > 0 ? `of the names ${pool.nodeNames.join(', ')}` : `with the label ${label}`;
  return [
    {
      code: 'NodesMissing',
      message: `${cluster} has ${members.length} usable nodes ${which}, and the pool '${pool.name}' states ${pool.nodes}`,
      remedy:
        pool.nodeNames.length > 0
          ? 'see kubectl get nodes: those that are not ready or cordoned; or correct the names'
          : `kubectl label node NAME ${label}, uncordon those that are cordoned, or correct nodes`,
    },
  ];
}

function tooSmall(cluster: string, pool: PoolNeed, members: readonly JsonObject[]): readonly PreflightProblem[] {
  return members.flatMap((node) => {
    const cores = amount(node, 'cpu');
    const memory = Math.floor(mebibytes(part(node, 'status', 'allocatable')['memory']));
    const small = cores < pool.coresPerNode || memory < pool.memoryMebibytesPerNode;
    const stated = `${pool.coresPerNode} cores and ${pool.memoryMebibytesPerNode} MiB`;
    return small
      ? [
          {
            code: 'NodeSmall',
            message: `the node ${nameOf(node)} of ${cluster} has ${cores} cores and ${memory} MiB allocatable, and the pool '${pool.name}' states ${stated}`,
            remedy: 'give coresPerNode and memoryPerNode as kubectl describe node calls them allocatable, or take the label off this node',
          },
        ]
      : [];
  });
}

function amount(node: JsonObject, resource: string): number {
  return quantity(part(node, 'status', 'allocatable')[resource]);
}
