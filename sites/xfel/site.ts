import type { Construct } from 'constructs';
import { Desktops, Exposure, GpuPool, MachinePool, Share, Size } from '../../constructs';
import { Flavor } from '../../platforms/openstack/flavor';
import { GpuDevice } from '../../platforms/openstack/gpu-device';
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import { SiteStack } from '../../stacks/site-stack';
import { StateBackend } from '../../stacks/state-backend';
import { settings } from './settings';

/** VISA in an OpenStack cloud; batch is the Slurm cluster of a partner facility. */
export class Xfel extends SiteStack {
  constructor(app: Construct) {
    const { trial, removeData, operatorKey } = settings();
    super(app, 'xfel', {
      facility: 'European XFEL',
      domain: 'daas.xfel.example',
      contact: 'daas@xfel.example',
      state: trial ? StateBackend.local() : StateBackend.s3({ bucket: 'daas-state', region: 'xfel', endpoint: 'https://s3.xfel.example' }),
      acceptSecretsInState: trial,
      removeDataOnDestroy: removeData,
    });
    const cloud = new OpenStackPlatform(this, 'Cloud', {
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
      },
      operatorKey,
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
    new MachinePool(this, 'Visa', {
      platform: cloud,
      count: 2,
      cores: 2,
      memory: Size.gibibytes(4),
      groups: ['portal'],
      services: ['portal'],
      exposure: Exposure.loadBalancer({ dnsName: 'visa' }),
    });
    const gpus = new GpuPool(this, 'Gpus', { platform: cloud, model: 'H100', count: 2 });
    new MachinePool(this, 'Reconstruction', {
      platform: cloud,
      count: 1,
      cores: 8,
      memory: Size.gibibytes(16),
      gpu: { model: 'H100', count: 1 },
    });
    new Desktops(this, 'Desktops', { platform: cloud, images: ['ubuntu-24.04'], gpus: [gpus] });
    new Share(this, 'Results', { platform: cloud, role: 'results', size: Size.gibibytes(200), removeOnDestroy: true });
  }
}
