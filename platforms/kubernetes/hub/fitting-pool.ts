import type { GpuPoolSpec } from '../../../constructs/gpu/gpu-spec';
import type { ProfileSpec } from '../../../constructs/hub/hub-spec';
import { sharesPerGpu } from '../../../core/gpu-sharing';
import type { NodePoolSpec } from '../manifests/cluster-facts';

/** Pools whose nodes have what kind of session the profile is for. */
export function candidatePools(profile: ProfileSpec, pools: readonly NodePoolSpec[]): readonly NodePoolSpec[] {
  const sessions = pools.filter((p) => p.purpose === 'sessions');
  // Nodes with GPUs aren't filled by sessions without.
  return profile.gpu === null ? sessions.filter((p) => p.gpus === null) : sessions.filter((p) => p.gpus?.model === profile.gpu!.model);
}

/** The first pool of which a node can hold a session of the profile; undefined when none can. */
export function fittingPool(
  profile: ProfileSpec,
  pools: readonly NodePoolSpec[],
  gpuPools: readonly GpuPoolSpec[],
): NodePoolSpec | undefined {
  return candidatePools(profile, pools).find((pool) => misfit(profile, pool, gpuPools) === undefined);
}

/** What of the profile a node of the pool does not have; undefined when it has all. */
export function misfit(profile: ProfileSpec, pool: NodePoolSpec, gpuPools: readonly GpuPoolSpec[]): Misfit | undefined {
  const sharing = gpuPools.find((p) => p.model === pool.gpus?.model)?.sharing ?? { kind: 'whole' };
  const rows: Misfit[] = [
    { prop: 'cores', wanted: profile.cores, most: pool.coresPerNode, unit: 'cores' },
    { prop: 'memory', wanted: profile.memoryMebibytes, most: pool.memoryMebibytesPerNode, unit: 'MiB' },
    { prop: 'gpus', wanted: profile.gpu?.count ?? 0, most: (pool.gpus?.count ?? 0) * sharesPerGpu(sharing), unit: 'GPUs or shares of one' },
    // Two shares can be of the same GPU, and then are no more than one.
    ...(sharing.kind === 'time-slice' ? [{ prop: 'gpus', wanted: profile.gpu?.count ?? 0, most: 1, unit: 'turns at a GPU' }] : []),
  ];
  return rows.find(({ wanted, most }) => wanted > most);
}

/** One size that doesn't fit. */
export interface Misfit {
  readonly prop: string;
  readonly wanted: number;
  readonly most: number;
  readonly unit: string;
}
