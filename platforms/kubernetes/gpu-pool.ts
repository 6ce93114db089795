import type { Construct } from 'constructs';
import type { GpuEndpoint, GpuPoolSpec } from '../../constructs/gpu/gpu-spec';
import { gpuResource } from '../../core/gpu-sharing';
import { Problems } from '../../core/problems';
import type { Cluster } from './cluster';
import { renderGpuOperator } from './gpu/render-gpu-operator';

/** GPUs of a node pool, shared as the site says. */
export function bindGpuPool(scope: Construct, cluster: Cluster, spec: GpuPoolSpec): GpuEndpoint {
  const pools = cluster.facts.nodePools.filter((p) => p.gpus !== null);
  const count = pools.filter((p) => p.gpus!.model === spec.model).reduce((sum, p) => sum + p.nodes * p.gpus!.count, 0);
  if (count === 0) {
    const message = `no node pool has GPUs of model '${spec.model}'`;
    Problems.report(scope, {
      code: 'KubernetesGpuNoNodes',
      prop: 'model',
      message,
      given: spec.model,
      allowed: pools.map((p) => p.gpus!.model),
    });
  } else if (spec.count > count) {
    const message = `must be at most ${count}, as many as the node pools have, got '${spec.count}'`;
    Problems.report(scope, { code: 'KubernetesGpuCount', prop: 'count', message });
  }
  cluster.gpuPools.push(spec);
  if (cluster.deploysGpuOperator) {
    cluster.deployOnce('GpuOperator', (facts) => renderGpuOperator(cluster.gpuPools, facts));
  }
  return { resource: gpuResource(spec.sharing) };
}
