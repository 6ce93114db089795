import type { Construct } from 'constructs';
import { Auth, Desktops, Exposure, Federation, GpuPool, MachinePool, Portal, Secret, Share, Size, VisaCloud } from '../../constructs';
import { Kubeconfig } from '../../platforms/kubernetes/kubeconfig';
import { KubernetesPlatform } from '../../platforms/kubernetes/kubernetes-platform';
import { NodePool } from '../../platforms/kubernetes/node-pool';
import { Tls } from '../../platforms/kubernetes/tls';
import { Flavor } from '../../platforms/openstack/flavor';
import { GpuDevice } from '../../platforms/openstack/gpu-device';
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import { SiteStack } from '../../stacks/site-stack';
import { StateBackend } from '../../stacks/state-backend';
import { trialSettings } from '../../stacks/trial-settings';

/** An example: nobody has its other half. */
const OPERATOR_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHgr59TPGAo7eZecLwv9Qu9TZbY3hF5eBYDSXmgFu5Tt operators@xfel.example';

/** VISA in an OpenStack cloud; batch is the Slurm cluster of a partner facility. */
export class Xfel extends SiteStack {
  constructor(app: Construct) {
    const { trial, removeData, cluster: hasCluster, operatorKey } = trialSettings('xfel', { operatorKey: OPERATOR_KEY });
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
        portal: ['10.41.0.0/24'],
        nfs: ['203.0.113.100/32'],
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
    new MachinePool(this, 'Entry', {
      platform: cloud,
      count: 2,
      cores: 2,
      memory: Size.gibibytes(4),
      groups: ['entry'],
      exposure: Exposure.loadBalancer({ dnsName: 'data' }),
    });
    const gpus = new GpuPool(this, 'Gpus', { platform: cloud, model: 'H100', count: 2 });
    new MachinePool(this, 'Reconstruction', {
      platform: cloud,
      count: 1,
      cores: 8,
      memory: Size.gibibytes(16),
      gpu: { model: 'H100', count: 1 },
    });
    const desktops = new Desktops(this, 'Desktops', {
      platform: cloud,
      images: ['ubuntu-24.04'],
      gpus: [gpus],
      connections: [{ to: 'nfs', port: 2049, why: 'data, exported from GPFS' }],
    });
    new Share(this, 'Results', { platform: cloud, role: 'results', size: Size.gibibytes(200), removeOnDestroy: true });

    if (hasCluster) {
      const cluster = new KubernetesPlatform(this, 'Cluster', {
        kubeconfig: Kubeconfig.context('xfel-daas'),
        ingressClass: 'nginx',
        tls: Tls.secret('wildcard-tls'),
        nodePools: [NodePool.sessions('services', { nodes: 3, coresPerNode: 16, memoryPerNode: Size.gibibytes(64) })],
      });
      const auth = new Auth(this, 'Auth', {
        platform: cluster,
        federations: [
          Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'xfel', secret: Secret.env('UMBRELLA_SECRET') }),
        ],
      });
      const portal = new Portal(this, 'Portal', {
        platform: cluster,
        auth,
        kind: Portal.visa({ cloud: VisaCloud.desktops(desktops), administrators: ['visa-admin'] }),
      });
      this.output('portal', portal.endpoint.url);
    }
  }
}
