import type { Construct } from 'constructs';
import { Desktops, Exposure, GpuPool, GpuSharing, MachinePool, Share, Size } from '../../constructs';
import { Flavor } from '../../platforms/openstack/flavor';
import { GpuDevice } from '../../platforms/openstack/gpu-device';
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import { SiteStack } from '../../stacks/site-stack';
import { StateBackend } from '../../stacks/state-backend';
import { settings } from './settings';

/** VISA desktops with A16 GPUs in an OpenStack cloud; notebooks on Slurm. */
export class Esrf extends SiteStack {
  constructor(app: Construct) {
    const { trial, removeData, operatorKey } = settings();
    super(app, 'esrf', {
      facility: 'ESRF',
      domain: 'daas.esrf.example',
      contact: 'daas@esrf.example',
      state: trial ? StateBackend.local() : StateBackend.s3({ bucket: 'daas-state', region: 'esrf', endpoint: 'https://s3.esrf.example' }),
      acceptSecretsInState: trial,
      removeDataOnDestroy: removeData,
    });
    const cloud = new OpenStackPlatform(this, 'Cloud', {
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
      },
      operatorKey,
      image: Image.existing('ubuntu-24.04'),
      flavors: [
        Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) }),
        Flavor.existing('m1.large', { cores: 4, memory: Size.gibibytes(8) }),
        Flavor.managed('esrf.gpu.a16.large', {
          cores: 8,
          memory: Size.gibibytes(16),
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

    // What users reach: the portal, and the hub behind the same entry.
    new MachinePool(this, 'Entry', {
      platform: cloud,
      count: 2,
      cores: 2,
      memory: Size.gibibytes(4),
      groups: ['portal'],
      services: ['portal', 'notebooks'],
      exposure: Exposure.loadBalancer({ dnsName: 'portal' }),
    });
    new MachinePool(this, 'Database', {
      platform: cloud,
      count: 1,
      cores: 2,
      memory: Size.gibibytes(4),
      volume: { size: Size.gibibytes(50), removeOnDestroy: true },
    });
    const gpus = new GpuPool(this, 'Gpus', { platform: cloud, model: 'A16', count: 8, sharing: GpuSharing.timeSlice({ usersPerGpu: 4 }) });
    new MachinePool(this, 'GpuWorkers', {
      platform: cloud,
      count: 1,
      cores: 4,
      memory: Size.gibibytes(8),
      gpu: { model: 'A16', count: 1 },
      groups: ['slurm_nodes'],
    });
    new Desktops(this, 'Desktops', { platform: cloud, images: ['ubuntu-24.04'], gpus: [gpus] });
    new Share(this, 'Scratch', { platform: cloud, role: 'results', size: Size.gibibytes(500), removeOnDestroy: true });
  }
}
