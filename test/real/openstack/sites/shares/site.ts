import type { Construct } from 'constructs';
import { Share, Size } from '../../../../../constructs';
import { Flavor } from '../../../../../platforms/openstack/flavor';
import { Image } from '../../../../../platforms/openstack/image';
import { OpenStackPlatform } from '../../../../../platforms/openstack/openstack-platform';
import { SiteStack } from '../../../../../stacks/site-stack';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl operators@shares.example';

/** CephFS shares, one that can be written and one that can't. SHARES_TYPE is the cloud's type for them. */
export class Shares extends SiteStack {
  constructor(app: Construct) {
    super(app, 'shares', {
      facility: 'Shares',
      domain: 'daas.shares.example',
      contact: 'help@shares.example',
      acceptSecretsInState: true,
      removeDataOnDestroy: true,
    });
    const platform = new OpenStackPlatform(this, 'Cloud', {
      cloud: 'shares',
      network: { external: 'public', machines: '10.49.0.0/24', entry: '10.49.1.0/27', dnsServers: ['192.0.2.53'] },
      outside: { operators: ['192.0.2.0/26'] },
      operatorKey: KEY,
      image: Image.existing('ubuntu-24.04'),
      flavors: [Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) })],
    });
    const type = process.env['SHARES_TYPE'];
    const common = {
      platform,
      protocol: 'cephfs',
      size: Size.gibibytes(1),
      removeOnDestroy: true,
      ...(type !== undefined && { type }),
    } as const;
    new Share(this, 'Scratch', { ...common, role: 'results' });
    new Share(this, 'Programs', { ...common, role: 'software' });
  }
}
