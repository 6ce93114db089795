import { renderAuth } from '../render/auth';
import { groupsOf, renderCluster, renderGpuPool } from '../render/cluster';
import { constant } from '../render/code';
import { renderHub } from '../render/hub';
import { renderClusterMounts } from '../render/mounts';
import { federatedAccess, OUTPUTS, renderLandingPage } from '../render/portal';
import { renderPodProfiles } from '../render/profiles';
import { renderImageSoftware } from '../render/software';
import type { Archetype, Setting } from './archetype';

/** What a cluster needs before a deployment. */
export const CLUSTER_FIRST =
  'The cluster has what [its page](../../platforms/kubernetes/README.md) asks for, and `KUBE_CONFIG_PATH` names a kubeconfig with the context.';

/** Notebooks as pods of a cluster that the facility has. */
export const KUBERNETES_HUB: Archetype = {
  name: 'kubernetes-hub',
  begin: (setting) => ({
    about: 'notebooks as pods of a Kubernetes cluster',
    props: [],
    constants: [],
    body: [`const cluster = ${renderCluster(setting)};`, renderAuth('cluster', setting), ...renderPods(setting, [])],
    inventory: null,
    first: [CLUSTER_FIRST],
    concepts: ['auth', 'hub', 'portal', 'software', ...(hasGpus(setting) ? ['gpu'] : [])],
    infrastructure: 'Kubernetes; notebooks as its pods.',
  }),
};

/** Hub and landing page of a cluster; `access` is what users are told beside how to log in. Pure. */
export function renderPods(setting: Setting, access: readonly string[]): readonly string[] {
  return [...renderPodHub(setting), renderLandingPage('cluster', [federatedAccess(setting), ...access]), OUTPUTS];
}

/** Software, GPUs and hub of a cluster; `pool` is the name of the construct of the nodes' GPUs. Pure. */
export function renderPodHub(setting: Setting, pool = 'Gpus'): readonly string[] {
  const groups = groupsOf(setting.found);
  const takes = hasGpus(setting) ? ['software', `gpus: [${constant(pool)}]`] : ['software'];
  return [
    renderImageSoftware(setting.answers.domain.value),
    ...(hasGpus(setting) ? [renderGpuPool(groups, pool)] : []),
    renderHub({
      platform: 'cluster',
      takes,
      mounts: renderClusterMounts(setting.found.mounts, setting.answers.domain.value),
      profiles: renderPodProfiles(groups.map((g) => g.value)),
    }),
  ];
}

/** Whether nodes with GPUs were found. Pure. */
export function hasGpus({ found }: Setting): boolean {
  return found.cluster.groups.some((g) => g.value.gpus !== null);
}
