import type { Construct } from 'constructs';
import {
  Auth,
  BatchCluster,
  Desktops,
  Duration,
  Environment,
  Exposure,
  Federation,
  Hub,
  MachinePool,
  Mount,
  Portal,
  Profile,
  Queue,
  Scheduler,
  Secret,
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
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import { SiteStack } from '../../stacks/site-stack';
import { StateBackend } from '../../stacks/state-backend';
import { trialSettings } from '../../stacks/trial-settings';

/** An example: nobody has its other half. */
const OPERATOR_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILOPl+RIz5Dc7GYARf6+t6z900SQO+U3KwEP2/5Fenx1 operators@ill.example';

/** VISA in an OpenStack cloud whose flavours and quotas others look after; notebooks on Torque; software and data by NFS. */
export class Ill extends SiteStack {
  constructor(app: Construct) {
    const { trial, removeData, cluster: hasCluster, hosts: configured, operatorKey } = trialSettings('ill', { operatorKey: OPERATOR_KEY });
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
        portal: ['10.42.0.0/24'],
        auth: ['10.42.0.0/24'],
        'nfs.ill.example': ['198.51.100.100/32'],
        'torque.ill.example': ['198.51.100.110/32'],
        compute: ['198.51.100.192/26'],
      },
      operatorKey,
      image: Image.existing('ubuntu-24.04'),
      flavors: [
        Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) }),
        Flavor.existing('m1.large', { cores: 4, memory: Size.gibibytes(8) }),
        Flavor.existing('g1.vgpu', { cores: 4, memory: Size.gibibytes(8), gpu: { model: 'A40', count: 1 } }),
      ],
    });
    const entry = new MachinePool(this, 'Entry', {
      platform: cloud,
      count: 1,
      cores: 4,
      memory: Size.gibibytes(8),
      groups: ['hub'],
      services: ['notebooks'],
      volume: { size: Size.gibibytes(50), removeOnDestroy: true },
      exposure: Exposure.address({ dnsName: 'notebooks' }),
    });
    const desktops = new Desktops(this, 'Desktops', {
      platform: cloud,
      images: ['ubuntu-24.04'],
      connections: [{ to: 'nfs.ill.example', port: 2049, why: 'homes, data and software' }],
    });

    const hosts = configured
      ? HostsPlatform.ssh(this, 'Torque', { inventory: 'sites/ill/hosts.yml', machines: [entry], directory: '/srv/daas' })
      : undefined;
    const cluster = hasCluster
      ? new KubernetesPlatform(this, 'Cluster', {
          kubeconfig: Kubeconfig.context('ill-daas'),
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
        Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'ill', secret: Secret.env('UMBRELLA_SECRET') }),
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
      const sizes = { coresPerNode: 32, memoryPerNode: Size.gibibytes(192) };
      const nfs = { server: 'nfs.ill.example' };
      const notebooks = new Hub(this, 'Notebooks', {
        platform: hosts,
        auth,
        batch: new BatchCluster(this, 'Batch', {
          platform: hosts,
          scheduler: Scheduler.torque({ existing: true, controller: 'torque.ill.example' }),
          queues: [
            Queue.named('short', { limit: Duration.hours(12), ...sizes }),
            Queue.named('long', { limit: Duration.days(7), ...sizes }),
          ],
        }),
        mounts: [
          Mount.nfs({ ...nfs, role: 'home', path: '/home', quota: Size.gibibytes(50) }),
          Mount.nfs({ ...nfs, role: 'raw', path: '/data' }),
          Mount.nfs({ ...nfs, role: 'software', path: '/software' }),
        ],
        software: new SoftwareCatalogue(this, 'Software', {
          packages: [
            Software.known('pyFai', {
              version: '2025.12',
              environment: Environment.conda({ name: 'saxs', title: 'SAXS: pyFAI', prefix: '/software/envs/saxs-2026.1' }),
            }),
          ],
        }),
        profiles: [
          Profile.cpu('interactive', { queue: 'short', cores: 2, memory: Size.gibibytes(8), limit: Duration.hours(8) }),
          Profile.cpu('large', { queue: 'long', cores: 16, memory: Size.gibibytes(96), limit: Duration.hours(48) }),
        ],
      });
      this.output('notebooks', notebooks.endpoint.url);
    }
  }
}
