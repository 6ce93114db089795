import type { ClusterFacts } from '../manifests/cluster-facts';
import { imageOf } from '../manifests/image';

/** Where the operator's chart looks for images; versions are the chart's own. */
const REPOSITORIES: Readonly<Record<string, string>> = {
  validator: 'nvcr.io/nvidia',
  operator: 'nvcr.io/nvidia',
  driver: 'nvcr.io/nvidia',
  toolkit: 'nvcr.io/nvidia/k8s',
  devicePlugin: 'nvcr.io/nvidia',
  dcgmExporter: 'nvcr.io/nvidia/k8s',
  gfd: 'nvcr.io/nvidia',
  migManager: 'nvcr.io/nvidia/cloud-native',
};

/** Values that send the operator to the site's mirror; empty without one. */
export function imageMirrorValues(cluster: ClusterFacts): Readonly<Record<string, { readonly repository: string }>> {
  if (cluster.imageMirror === null) {
    return {};
  }
  return Object.fromEntries(Object.entries(REPOSITORIES).map(([part, repository]) => [part, { repository: imageOf(cluster, repository) }]));
}
