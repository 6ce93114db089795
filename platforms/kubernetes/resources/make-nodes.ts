import type { Construct } from 'constructs';
import type { GpuPoolSpec } from '../../../constructs/gpu/gpu-spec';
import { TerraformResource } from '../../../core/engine';
import { sharingLabels } from '../gpu/sharing';
import type { NodePoolSpec } from '../manifests/cluster-facts';
import type { ClusterAccess } from './make-resources';

/** Owner of the fields in the API: labels and taints of others stay as they are. */
const MANAGER = 'daas-kit';

/** Labels and taints of the nodes that a site names. The nodes themselves are the facility's. */
export function makeNodes(scope: Construct, access: ClusterAccess, gpuPools: readonly GpuPoolSpec[]): void {
  for (const pool of access.facts.nodePools) {
    for (const name of pool.nodeNames) {
      const labels = { ...pool.labels, ...shared(pool, gpuPools) };
      new NodeSetting(scope, `Labels-${name}`, 'kubernetes_labels', access, {
        api_version: 'v1',
        kind: 'Node',
        metadata: { name },
        labels,
        field_manager: MANAGER,
      });
      if (pool.taints.length > 0) {
        const taint = pool.taints.map(({ key, value, effect }) => ({ key, value, effect }));
        new NodeSetting(scope, `Taints-${name}`, 'kubernetes_node_taint', access, { metadata: { name }, taint, field_manager: MANAGER });
      }
    }
  }
}

function shared(pool: NodePoolSpec, gpuPools: readonly GpuPoolSpec[]): Readonly<Record<string, string>> {
  const gpus = gpuPools.find((p) => p.model === pool.gpus?.model);
  return gpus === undefined ? {} : sharingLabels(gpus);
}

class NodeSetting extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    type: string,
    { kubernetes }: ClusterAccess,
    private readonly attributes: Readonly<Record<string, unknown>>,
  ) {
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: 'kubernetes' },
      provider: kubernetes,
    });
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { ...this.attributes };
  }
}
