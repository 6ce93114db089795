import { Desktops, Exposure, GpuPool, GpuSharing, MachinePool, Share, Size } from '../../constructs';
import { Flavor } from '../../platforms/openstack/flavor';
import { GpuDevice } from '../../platforms/openstack/gpu-device';
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import type { SiteStack } from '../../stacks/site-stack';

/** An example: nobody has its other half. */
const OPERATOR_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO2kwn3dAsgx05vUEJM5SUOVmCazwpJgg8Qd96DEOQfp operators@esrf.example';

/** The cloud's part: machines for the hub, the controller and the GPU workers, and VISA's desktops. */
export function esrfCloud(site: SiteStack) {
  const cloud = new OpenStackPlatform(site, 'Cloud', {
    cloud: 'esrf',
    adminCloud: 'esrf-admin',
    network: {
      external: 'public',
      machines: '10.44.0.0/24',
      entry: '10.44.1.0/27',
      desktops: '10.44.4.0/22',
      dnsServers: ['192.0.2.53'],
    },
    outside: {
      operators: ['192.0.2.0/26'],
      packages: ['192.0.2.80/32'],
      time: ['192.0.2.123/32'],
      portal: ['10.43.0.0/24'],
      auth: ['10.43.0.0/24'],
      'nfs.esrf.example': ['192.0.2.100/32'],
      gpfs1: ['192.0.2.104/29'],
      'squid.esrf.example': ['192.0.2.128/32'],
    },
    operatorKey: OPERATOR_KEY,
    image: Image.existing('ubuntu-24.04'),
    flavors: [
      Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) }),
      Flavor.existing('m1.large', { cores: 4, memory: Size.gibibytes(8) }),
      Flavor.managed('esrf.gpu.a16.large', {
        cores: 2,
        memory: Size.gibibytes(8),
        disk: Size.gibibytes(40),
        gpu: GpuDevice.virtual({ model: 'A16' }),
      }),
    ],
    dns: { name: 'daas.esrf.example', existing: false, removeOnDestroy: true },
    quotas: {
      instances: 60,
      cores: 400,
      memory: Size.gibibytes(1200),
      volumes: 40,
      volumeStorage: Size.tebibytes(4),
      ports: 200,
      securityGroups: 30,
      loadBalancers: 4,
    },
  });

  const small = { platform: cloud, count: 1, cores: 2, memory: Size.gibibytes(4) };
  // What the hub keeps lies on a volume: a new image of its machine leaves it.
  const entry = new MachinePool(site, 'Entry', {
    ...small,
    groups: ['hub'],
    services: ['notebooks'],
    volume: { size: Size.gibibytes(50), removeOnDestroy: true },
    exposure: Exposure.loadBalancer({ dnsName: 'notebooks' }),
  });
  const control = new MachinePool(site, 'Control', { ...small, groups: ['controller'] });
  const gpus = new GpuPool(site, 'Gpus', { platform: cloud, model: 'A16', count: 8, sharing: GpuSharing.timeSlice({ usersPerGpu: 4 }) });
  const workers = new MachinePool(site, 'GpuWorkers', {
    ...small,
    memory: Size.gibibytes(8),
    gpu: { model: 'A16', count: 1 },
    groups: ['compute'],
  });
  const desktops = new Desktops(site, 'Desktops', {
    platform: cloud,
    images: ['ubuntu-24.04'],
    gpus: [gpus],
    connections: [
      { to: 'nfs.esrf.example', port: 2049, why: 'homes and data, exported from GPFS' },
      { to: 'squid.esrf.example', port: 3128, why: 'software by CVMFS' },
    ],
  });
  new Share(site, 'Scratch', { platform: cloud, role: 'results', size: Size.gibibytes(500), removeOnDestroy: true });
  return { entry, control, workers, desktops };
}
