import type { GpuPoolSpec } from '../../../constructs/gpu/gpu-spec';
import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { labelsOf, namespaceOf } from '../manifests/names';
import { renderNamespace } from '../manifests/namespace';
import { apiAllowance, networkPolicy } from '../manifests/network-policy';
import type { Rendering } from '../manifests/rendering';
import { imageMirrorValues } from './operator-images';
import { migConfiguration, sharingConfiguration } from './sharing';

const SERVICE = 'gpu-operator';

/** NVIDIA's operator: driver, device plugin and the division of GPUs, for all pools of the cluster. */
export function renderGpuOperator(pools: readonly GpuPoolSpec[], cluster: ClusterFacts): Rendering {
  const namespace = namespaceOf(cluster, SERVICE);
  const nodes = cluster.nodePools.filter((p) => p.gpus !== null).reduce((sum, p) => sum + p.nodes, 0);
  const labels = labelsOf(cluster, SERVICE, 'guard-rails');
  const tolerations = cluster.nodePools.filter((p) => p.gpus !== null).flatMap((p) => p.taints.map((t) => ({ ...t, operator: 'Equal' })));
  return {
    objects: [
      ...renderNamespace(cluster, {
        service: SERVICE,
        podSecurity: { level: 'privileged', reason: 'loads kernel modules and hands devices to containers' },
        // A dozen daemons on each node with GPUs, small ones.
        quota: { cpu: 8 + 4 * nodes, memoryGibibytes: 8 + 8 * nodes, pods: 20 + 20 * nodes },
      }),
      networkPolicy({
        name: 'allow-api-and-downloads',
        namespace,
        labels,
        pods: {},
        egress: [apiAllowance('nodes with GPUs are watched, and drivers fetched')],
      }),
    ],
    releases: [
      {
        name: SERVICE,
        namespace,
        chart: 'gpu-operator',
        repository: 'https://helm.ngc.nvidia.com/nvidia',
        version: VERSIONS.gpuOperatorChart,
        values: {
          daemonsets: { tolerations },
          mig: { strategy: 'mixed' },
          ...withMirror(cluster, {
            devicePlugin: { config: { create: true, name: 'sharing', default: 'whole', data: sharingConfiguration(pools) } },
            migManager: {
              config: { create: true, name: 'mig', default: 'all-disabled', data: { 'config.yaml': migConfiguration(pools) } },
            },
          }),
        },
      },
    ],
  };
}

function withMirror(cluster: ClusterFacts, parts: Readonly<Record<string, object>>): Readonly<Record<string, object>> {
  const mirror = imageMirrorValues(cluster);
  const names = [...new Set([...Object.keys(mirror), ...Object.keys(parts)])];
  return Object.fromEntries(names.map((name) => [name, { ...mirror[name], ...parts[name] }]));
}
