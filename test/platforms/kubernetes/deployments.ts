import { GpuPool, GpuSharing, Hub, Profile, Size } from '../../../constructs';
import type { GpuPoolSpec } from '../../../constructs/gpu/gpu-spec';
import type { HubBinding } from '../../../constructs/hub/hub-spec';
import { Cluster } from '../../../platforms/kubernetes/cluster';
import type { ClusterOptions } from '../../../platforms/kubernetes/cluster-options';
import { renderGpuOperator } from '../../../platforms/kubernetes/gpu/render-gpu-operator';
import { renderHub } from '../../../platforms/kubernetes/hub/render-hub';
import { combine, type Rendering } from '../../../platforms/kubernetes/manifests/rendering';
import { FakeSite } from '../../fake-platform';
import { authOf, clusterOptions, mounts, softwareOf } from './fixture';

/** A hub with all that there is, and the GPUs that it uses, as the renderers give them. */
export function rendered(more: Partial<ClusterOptions> = {}, sharing = GpuSharing.whole()): Rendering {
  const site = new FakeSite((s, platform) => {
    const gpus = new GpuPool(s, 'Gpus', { platform, model: 'A100', count: 8, sharing });
    new Hub(s, 'Notebooks', {
      platform,
      auth: authOf(s),
      software: softwareOf(s),
      gpus: [gpus],
      mounts: mounts(),
      profiles: [
        Profile.cpu('interactive', { cores: 4, memory: Size.gibibytes(16) }),
        Profile.gpu('gpu', { cores: 8, memory: Size.gibibytes(32), model: 'A100', gpus: 1 }),
      ],
    });
  });
  const { facts, hubDatabase: database, placeholders } = new Cluster(site, 'Cluster', clusterOptions(more));
  const hub = site.platform.given<HubBinding>('bindHub')[0]!;
  const gpuPools = site.platform.given<GpuPoolSpec>('bindGpuPool');
  const modules = { pod: '# source of pod.py\n' };
  return combine(renderGpuOperator(gpuPools, facts), renderHub({ hub, gpuPools, database, placeholders, modules }, facts));
}
