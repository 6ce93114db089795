import { Desktops, Exposure, GpuPool, MachinePool, Share, Size } from '../../constructs';
import { Flavor } from '../../platforms/openstack/flavor';
import { GpuDevice } from '../../platforms/openstack/gpu-device';
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import type { SiteStack } from '../../stacks/site-stack';

/** An example: nobody has its other half. */
const OPERATOR_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHgr59TPGAo7eZecLwv9Qu9TZbY3hF5eBYDSXmgFu5Tt operators@xfel.example';

/** The cloud's part: the hub's machine, reconstruction on a GPU, VISA's desktops, and a share for results. */
export function xfelCloud(site: SiteStack) {
  const cloud = new OpenStackPlatform(site, 'Cloud', {
    cloud: 'xfel',
    adminCloud: 'xfel-admin',
    network: {
      external: 'public',
      machines: '10.46.0.0/24',
      entry: '10.46.1.0/27',
      desktops: '10.46.4.0/22',
      dnsServers: ['203.0.113.53'],
    },
    outside: {
      operators: ['203.0.113.0/26'],
      packages: ['203.0.113.80/32'],
      time: ['203.0.113.123/32'],
      portal: ['10.41.0.0/24'],
      auth: ['10.41.0.0/24'],
      'nfs.xfel.example': ['203.0.113.100/32'],
      // The partner's.
      'slurm.partner.example': ['198.18.0.10/32'],
      compute: ['198.18.1.0/24'],
      shares: ['203.0.113.64/28'],
    },
    operatorKey: OPERATOR_KEY,
    image: Image.existing('ubuntu-24.04'),
    flavors: [
      Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) }),
      Flavor.existing('m1.large', { cores: 4, memory: Size.gibibytes(8) }),
      Flavor.managed('xfel.gpu', {
        cores: 8,
        memory: Size.gibibytes(16),
        disk: Size.gibibytes(40),
        gpu: GpuDevice.passthrough({ model: 'H100', alias: 'h100', count: 1 }),
      }),
    ],
  });
  const entry = new MachinePool(site, 'Entry', {
    platform: cloud,
    count: 1,
    cores: 2,
    memory: Size.gibibytes(4),
    groups: ['hub'],
    services: ['notebooks'],
    exposure: Exposure.loadBalancer({ dnsName: 'notebooks' }),
  });
  const gpus = new GpuPool(site, 'Gpus', { platform: cloud, model: 'H100', count: 2 });
  new MachinePool(site, 'Reconstruction', {
    platform: cloud,
    count: 1,
    cores: 8,
    memory: Size.gibibytes(16),
    gpu: { model: 'H100', count: 1 },
  });
  const desktops = new Desktops(site, 'Desktops', {
    platform: cloud,
    images: ['ubuntu-24.04'],
    gpus: [gpus],
    connections: [{ to: 'nfs.xfel.example', port: 2049, why: 'data, exported from GPFS' }],
  });
  const scratch = new Share(site, 'Results', { platform: cloud, role: 'results', size: Size.gibibytes(200), removeOnDestroy: true });
  return { entry, desktops, scratch };
}
