import { BlockstorageQuotasetV3 } from '@cdktf/provider-openstack/lib/blockstorage-quotaset-v3';
import { ComputeQuotasetV2 } from '@cdktf/provider-openstack/lib/compute-quotaset-v2';
import { LbQuotaV2 } from '@cdktf/provider-openstack/lib/lb-quota-v2';
import { NetworkingQuotaV2 } from '@cdktf/provider-openstack/lib/networking-quota-v2';
import type { IConstruct } from 'constructs';
import type { Cloud } from './cloud';
import type { QuotaOptions } from './options';

/** Sets the project's quotas. A removal leaves them as they are: the cloud has no memory of what they were. */
export function setQuotas(cloud: Cloud, quotas: QuotaOptions): readonly IConstruct[] {
  if (cloud.admin === undefined) {
    const message = 'quotas are set by an administrator: name its entry of clouds.yaml, or leave quotas out';
    cloud.check.report('NoAdmin', 'adminCloud', message);
    return [];
  }
  const common = { provider: cloud.admin, projectId: cloud.scope.projectId };
  return [
    new ComputeQuotasetV2(cloud, 'ComputeQuota', {
      ...common,
      instances: quotas.instances,
      cores: quotas.cores,
      ram: quotas.memory.toMebibytes(),
    }),
    new BlockstorageQuotasetV3(cloud, 'VolumeQuota', {
      ...common,
      volumes: quotas.volumes,
      gigabytes: Math.ceil(quotas.volumeStorage.toMebibytes() / 1024),
    }),
    new NetworkingQuotaV2(cloud, 'NetworkQuota', { ...common, port: quotas.ports, securityGroup: quotas.securityGroups }),
    new LbQuotaV2(cloud, 'BalancerQuota', { ...common, loadbalancer: quotas.loadBalancers }),
  ];
}
