import type { EnvironmentSpec } from '../../../constructs/catalogue/environment-spec';
import type { ProfileSpec } from '../../../constructs/hub/hub-spec';
import { gpuResource } from '../../../core/gpu-sharing';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { imageOf } from '../manifests/image';
import { fittingPool } from './fitting-pool';
import type { HubDeployment } from './hub-deployment';

/** What users may choose: sizes, and for each of them the images of the software catalogue. */
export function renderProfileList(deployment: HubDeployment, cluster: ClusterFacts): object[] {
  const { profiles, environments } = deployment.hub;
  return profiles.map((profile, i) => ({
    slug: profile.name,
    display_name: profile.title,
    description: profile.description,
    ...(i === 0 && { default: true }),
    ...environmentOptions(environments, cluster),
    kubespawner_override: override(profile, deployment, cluster),
  }));
}

function override(profile: ProfileSpec, { gpuPools }: HubDeployment, cluster: ClusterFacts): object {
  const pool = fittingPool(profile, cluster.nodePools, gpuPools)!;
  const gpus = gpuRequest(profile, gpuPools);
  return {
    // What a session may use is kept free for it: its neighbours can't take memory that it counts on.
    cpu_guarantee: profile.cores,
    cpu_limit: profile.cores,
    mem_guarantee: `${profile.memoryMebibytes}M`,
    mem_limit: `${profile.memoryMebibytes}M`,
    extra_resource_guarantees: gpus,
    extra_resource_limits: gpus,
    node_selector: pool.labels,
    tolerations: pool.taints.map((t) => ({ ...t, operator: 'Equal' })),
    extra_pod_config: { activeDeadlineSeconds: profile.limitSeconds },
  };
}

function gpuRequest({ gpu }: ProfileSpec, pools: HubDeployment['gpuPools']): Readonly<Record<string, string>> {
  const pool = pools.find((p) => p.model === gpu?.model);
  return gpu === null || pool === undefined ? {} : { [gpuResource(pool.sharing)]: String(gpu.count) };
}

/** Environments that are images become a choice of the profile; the others are kernels of every image. */
function environmentOptions(environments: readonly EnvironmentSpec[], cluster: ClusterFacts): object {
  const choices = environments.flatMap(({ name, title, source }, i) =>
    source.kind === 'image'
      ? [
          [
            name,
            { display_name: title, ...(i === 0 && { default: true }), kubespawner_override: { image: imageOf(cluster, source.image) } },
          ],
        ]
      : [],
  );
  return choices.length === 0
    ? {}
    : { profile_options: { environment: { display_name: 'Software', choices: Object.fromEntries(choices) as object } } };
}
