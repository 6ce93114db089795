import { gpuResource, sharesPerGpu } from '../../../core/gpu-sharing';
import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import type { SecretObject } from '../manifests/kubernetes-object';
import { labelsOf, namespaceOf } from '../manifests/names';
import { renderNamespace, type QuotaSpec } from '../manifests/namespace';
import type { Rendering } from '../manifests/rendering';
import { renderMount } from '../storage/render-mounts';
import type { HubDeployment } from './hub-deployment';
import { renderHubNetwork } from './hub-network';
import { hubSecretOf, renderHubValues } from './hub-values';

/** A notebook hub: its namespace with guard rails, file systems, and the JupyterHub chart. */
export function renderHub(deployment: HubDeployment, cluster: ClusterFacts): Rendering {
  const { hub, database } = deployment;
  const namespace = namespaceOf(cluster, hub.name);
  const secret: SecretObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: hubSecretOf(hub.name), namespace, labels: labelsOf(cluster, hub.name, 'hub') },
    references: {
      ...(hub.login.secret !== null && { 'client-secret': hub.login.secret }),
      ...(database.kind === 'postgres' && { 'database-password': database.password }),
    },
  };
  return {
    objects: [
      ...renderNamespace(cluster, { service: hub.name, podSecurity: { level: 'restricted' }, quota: quota(deployment, cluster) }),
      ...renderHubNetwork(deployment, namespace, cluster),
      secret,
      ...hub.mounts.flatMap((mount) => renderMount(mount, hub.name, namespace, cluster)),
    ],
    releases: [
      {
        name: hub.name,
        namespace,
        chart: 'jupyterhub',
        repository: 'https://hub.jupyter.org/helm-chart/',
        version: VERSIONS.jupyterhubChart,
        values: renderHubValues(deployment, cluster),
      },
    ],
  };
}

/** As much as the nodes for sessions have, and a little for the hub's own pods. */
function quota({ gpuPools }: HubDeployment, cluster: ClusterFacts): QuotaSpec {
  const sessions = cluster.nodePools.filter((p) => p.purpose === 'sessions');
  const sum = (of: (pool: (typeof sessions)[number]) => number) => sessions.reduce((total, p) => total + p.nodes * of(p), 0);
  const devices = new Map<string, number>();
  for (const { count, sharing } of gpuPools) {
    const resource = gpuResource(sharing);
    devices.set(resource, (devices.get(resource) ?? 0) + count * sharesPerGpu(sharing));
  }
  return {
    cpu: sum((p) => p.coresPerNode) + 4,
    memoryGibibytes: Math.floor(sum((p) => p.memoryMebibytesPerNode) / 1024) + 8,
    // Two pullers of images on every node beside the sessions.
    pods: sum((p) => Math.min(p.coresPerNode, 100) + 2) + 10,
    devices: Object.fromEntries(devices),
  };
}
