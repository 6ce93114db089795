import type { Construct } from 'constructs';
import {
  Auth,
  BatchCluster,
  Desktops,
  Duration,
  Environment,
  Exposure,
  Federation,
  GpuPool,
  Hub,
  MachinePool,
  Mount,
  Portal,
  Profile,
  Queue,
  Scheduler,
  Secret,
  Share,
  Size,
  Software,
  SoftwareCatalogue,
  VisaCloud,
} from '../../constructs';
import { HostsPlatform } from '../../platforms/hosts/hosts-platform';
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

/** VISA in an OpenStack cloud; notebooks are jobs on the Slurm cluster of a partner facility. */
export class Xfel extends SiteStack {
  constructor(app: Construct) {
    const { trial, removeData, cluster: hasCluster, hosts: configured, operatorKey } = trialSettings('xfel', { operatorKey: OPERATOR_KEY });
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
        auth: ['10.41.0.0/24'],
        'nfs.xfel.example': ['203.0.113.100/32'],
        // The partner's.
        'slurm.partner.example': ['198.18.0.10/32'],
        compute: ['198.18.1.0/24'],
        shares: ['203.0.113.64/28'],
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
    const entry = new MachinePool(this, 'Entry', {
      platform: cloud,
      count: 1,
      cores: 2,
      memory: Size.gibibytes(4),
      groups: ['hub'],
      services: ['notebooks'],
      exposure: Exposure.loadBalancer({ dnsName: 'notebooks' }),
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
      connections: [{ to: 'nfs.xfel.example', port: 2049, why: 'data, exported from GPFS' }],
    });
    const scratch = new Share(this, 'Results', { platform: cloud, role: 'results', size: Size.gibibytes(200), removeOnDestroy: true });

    // The partner's nodes aren't in any inventory: they are its own to configure.
    const hosts = configured ? HostsPlatform.ssh(this, 'Front', { machines: [entry] }) : undefined;
    const cluster = hasCluster
      ? new KubernetesPlatform(this, 'Cluster', {
          kubeconfig: Kubeconfig.context('xfel-daas'),
          ingressClass: 'nginx',
          tls: Tls.secret('wildcard-tls'),
          nodePools: [NodePool.sessions('services', { nodes: 3, coresPerNode: 16, memoryPerNode: Size.gibibytes(64) })],
        })
      : undefined;
    const broker = cluster ?? hosts;
    if (broker === undefined) {
      return;
    }
    const auth = new Auth(this, 'Auth', {
      platform: broker,
      federations: [
        Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'xfel', secret: Secret.env('UMBRELLA_SECRET') }),
      ],
    });
    if (cluster !== undefined) {
      const portal = new Portal(this, 'Portal', {
        platform: cluster,
        auth,
        kind: Portal.visa({ cloud: VisaCloud.desktops(desktops), administrators: ['visa-admin'] }),
      });
      this.output('portal', portal.endpoint.url);
    }
    if (hosts !== undefined) {
      const sizes = { limit: Duration.days(7), coresPerNode: 64, memoryPerNode: Size.gibibytes(500) };
      const notebooks = new Hub(this, 'Notebooks', {
        platform: hosts,
        auth,
        batch: new BatchCluster(this, 'Partner', {
          platform: hosts,
          scheduler: Scheduler.slurm({ existing: true, controller: 'slurm.partner.example' }),
          queues: [Queue.named('upex', sizes), Queue.named('allgpu', { ...sizes, gpus: { model: 'A100', count: 4, resource: 'gpu' } })],
        }),
        mounts: [
          Mount.nfs({ role: 'home', server: 'nfs.xfel.example', path: '/home' }),
          Mount.nfs({ role: 'raw', server: 'nfs.xfel.example', path: '/gpfs/exfel' }),
          scratch.mount,
        ],
        software: new SoftwareCatalogue(this, 'Software', {
          packages: [
            Software.known('crystFel', {
              version: '0.11.1',
              environment: Environment.module({ name: 'crystfel', title: 'Serial crystallography: CrystFEL', module: 'crystfel/0.11.1' }),
            }),
          ],
        }),
        profiles: [
          Profile.cpu('interactive', { queue: 'upex', cores: 4, memory: Size.gibibytes(16), limit: Duration.hours(12) }),
          Profile.gpu('gpu', { queue: 'allgpu', model: 'A100', gpus: 1, cores: 16, memory: Size.gibibytes(120), limit: Duration.hours(8) }),
        ],
      });
      this.output('notebooks', notebooks.endpoint.url);
    }
  }
}
