import { Desktops, Exposure, MachinePool, Size } from '../../constructs';
import { Flavor } from '../../platforms/openstack/flavor';
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import type { SiteStack } from '../../stacks/site-stack';

/** An example: nobody has its other half. */
const OPERATOR_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILOPl+RIz5Dc7GYARf6+t6z900SQO+U3KwEP2/5Fenx1 operators@ill.example';

/** The cloud's part: the hub's machine, and VISA's desktops. */
export function illCloud(site: SiteStack) {
  const cloud = new OpenStackPlatform(site, 'Cloud', {
    cloud: 'ill',
    network: {
      external: 'public',
      machines: '10.45.0.0/24',
      entry: '10.45.1.0/27',
      desktops: '10.45.4.0/22',
      dnsServers: ['198.51.100.53'],
    },
    outside: {
      operators: ['198.51.100.0/26'],
      packages: ['198.51.100.80/32'],
      time: ['198.51.100.123/32'],
      portal: ['10.42.0.0/24'],
      auth: ['10.42.0.0/24'],
      'nfs.ill.example': ['198.51.100.100/32'],
      'torque.ill.example': ['198.51.100.110/32'],
      compute: ['198.51.100.192/26'],
    },
    operatorKey: OPERATOR_KEY,
    image: Image.existing('ubuntu-24.04'),
    flavors: [
      Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) }),
      Flavor.existing('m1.large', { cores: 4, memory: Size.gibibytes(8) }),
      Flavor.existing('g1.vgpu', { cores: 4, memory: Size.gibibytes(8), gpu: { model: 'A40', count: 1 } }),
    ],
  });
  const entry = new MachinePool(site, 'Entry', {
    platform: cloud,
    count: 1,
    cores: 4,
    memory: Size.gibibytes(8),
    groups: ['hub'],
    services: ['notebooks'],
    volume: { size: Size.gibibytes(50), removeOnDestroy: true },
    exposure: Exposure.address({ dnsName: 'notebooks' }),
  });
  const desktops = new Desktops(site, 'Desktops', {
    platform: cloud,
    images: ['ubuntu-24.04'],
    connections: [{ to: 'nfs.ill.example', port: 2049, why: 'homes, data and software' }],
  });
  return { entry, desktops };
}
