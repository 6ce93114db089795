import type { Construct } from 'constructs';
import { Exposure, KubernetesCluster, MachinePool, Size } from '../../../../../constructs';
import { Flavor } from '../../../../../platforms/openstack/flavor';
import { Image } from '../../../../../platforms/openstack/image';
import { OpenStackPlatform } from '../../../../../platforms/openstack/openstack-platform';
import { SiteStack } from '../../../../../stacks/site-stack';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl operators@parts.example';

/** What the facilities' sites don't have: an own image, a rollout, a cluster. PARTS_ROLLOUT machines have the next image. */
export class Parts extends SiteStack {
  constructor(app: Construct) {
    super(app, 'parts', {
      facility: 'Parts',
      domain: 'daas.parts.example',
      contact: 'help@parts.example',
      acceptSecretsInState: true,
      removeDataOnDestroy: true,
    });
    const cloud = new OpenStackPlatform(this, 'Cloud', {
      cloud: 'parts',
      network: { external: 'public', machines: '10.47.0.0/24', entry: '10.47.1.0/27', dnsServers: ['192.0.2.53'] },
      outside: { operators: ['192.0.2.0/26'] },
      operatorKey: KEY,
      image: Image.existing('ubuntu-24.04'),
      images: [Image.file('parts-next', { path: '.daas/site-parts/next.raw', format: 'raw' }), Image.existing('fedora-coreos')],
      flavors: [Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) })],
    });
    const size = { platform: cloud, cores: 2, memory: Size.gibibytes(4) };
    new MachinePool(this, 'Workers', {
      ...size,
      count: 2,
      volume: { size: Size.gibibytes(1), removeOnDestroy: true },
      rollout: { image: 'parts-next', machines: Number(process.env['PARTS_ROLLOUT'] ?? 0) },
    });
    new MachinePool(this, 'Entry', { ...size, count: 1, exposure: Exposure.address({ dnsName: 'entry' }) });
    new KubernetesCluster(this, 'Cluster', { ...size, version: 'v1.26.8', nodes: 1, removeOnDestroy: true });
  }
}
