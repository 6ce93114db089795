import type { IConstruct } from 'constructs';
import type { GpuPoolSpec } from '../../../constructs/gpu/gpu-spec';
import type { HubSpec, ProfileSpec } from '../../../constructs/hub/hub-spec';
import { Problems } from '../../../core/problems';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { candidatePools, fittingPool, misfit } from './fitting-pool';

/** Reports what the cluster can't run, or only pretends to. */
export function checkHub(scope: IConstruct, hub: HubSpec, cluster: ClusterFacts, gpuPools: readonly GpuPoolSpec[]): void {
  hub.profiles.forEach((profile, i) => checkProfile(scope, `profiles[${i}]`, profile, cluster, gpuPools));
  if (hub.clusters.length > 0) {
    const message = 'notebooks on a cluster are pods, not jobs; run the hub on hosts to make them jobs';
    Problems.report(scope, { code: 'KubernetesHubBatch', prop: 'batch', message });
  }
}

function checkProfile(
  scope: IConstruct,
  prop: string,
  profile: ProfileSpec,
  { nodePools }: ClusterFacts,
  gpuPools: readonly GpuPoolSpec[],
): void {
  const candidates = candidatePools(profile, nodePools);
  if (candidates.length === 0) {
    // A GPU that nobody has was told of when its pool, or the profile, was looked at.
    if (profile.gpu === null) {
      const message = 'no node pool is for sessions without a GPU';
      const allowed = nodePools.filter((p) => p.purpose === 'sessions').map((p) => `${p.name} (${p.gpus!.model})`);
      Problems.report(scope, { code: 'KubernetesProfileNoPool', prop, message, allowed });
    }
    return;
  }
  if (fittingPool(profile, nodePools, gpuPools) !== undefined) {
    return;
  }
  // The pool with the largest nodes is the one to compare with.
  const nearest = [...candidates].sort((a, b) => b.memoryMebibytesPerNode - a.memoryMebibytesPerNode)[0]!;
  const { prop: size, wanted, most, unit } = misfit(profile, nearest, gpuPools)!;
  const message = `wants ${wanted}, but the nearest pool '${nearest.name}' has ${most} ${unit} a node; the session would never start`;
  Problems.report(scope, { code: 'KubernetesProfileTooLarge', prop: `${prop}.${size}`, message });
}
