import type { Construct } from 'constructs';
import { Desktops, Exposure, MachinePool, Size } from '../../constructs';
import { Flavor } from '../../platforms/openstack/flavor';
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import { SiteStack } from '../../stacks/site-stack';
import { StateBackend } from '../../stacks/state-backend';
import { settings } from './settings';

/** VISA in an OpenStack cloud whose flavours and quotas others look after; software and data by NFS. */
export class Ill extends SiteStack {
  constructor(app: Construct) {
    const { trial, removeData, operatorKey } = settings();
    super(app, 'ill', {
      facility: 'ILL',
      domain: 'daas.ill.example',
      contact: 'daas@ill.example',
      state: trial
        ? StateBackend.local()
        : StateBackend.http({ address: 'https://git.ill.example/api/v4/projects/1/terraform/state/daas' }),
      acceptSecretsInState: trial,
      removeDataOnDestroy: removeData,
    });
    const cloud = new OpenStackPlatform(this, 'Cloud', {
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
      },
      operatorKey,
      image: Image.existing('ubuntu-24.04'),
      flavors: [
        Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) }),
        Flavor.existing('m1.large', { cores: 4, memory: Size.gibibytes(8) }),
        Flavor.existing('g1.vgpu', { cores: 4, memory: Size.gibibytes(8), gpu: { model: 'A40', count: 1 } }),
      ],
    });
    new MachinePool(this, 'Visa', {
      platform: cloud,
      count: 1,
      cores: 4,
      memory: Size.gibibytes(8),
      groups: ['portal'],
      services: ['portal'],
      volume: { size: Size.gibibytes(50), removeOnDestroy: true },
      exposure: Exposure.address({ dnsName: 'visa', ports: [443] }),
    });
    new Desktops(this, 'Desktops', { platform: cloud, images: ['ubuntu-24.04'] });
  }
}
