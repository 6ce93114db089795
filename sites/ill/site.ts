import type { Construct } from 'constructs';
import {
  Auth,
  BatchCluster,
  Duration,
  Environment,
  Federation,
  Hub,
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
import { SiteStack } from '../../stacks/site-stack';
import { StateBackend } from '../../stacks/state-backend';
import { illCloud } from './cloud';

/** VISA in an OpenStack cloud whose flavours and quotas others look after; notebooks on Torque; software and data by NFS. */
export class Ill extends SiteStack {
  constructor(app: Construct) {
    super(app, 'ill', {
      facility: 'ILL',
      domain: 'daas.ill.example',
      contact: 'daas@ill.example',
      state: StateBackend.http({ address: 'https://git.ill.example/api/v4/projects/1/terraform/state/daas' }),
    });
    const { entry, desktops } = illCloud(this);

    const hosts = HostsPlatform.ssh(this, 'Torque', { inventory: 'sites/ill/hosts.yml', machines: [entry], directory: '/srv/daas' });
    const cluster = new KubernetesPlatform(this, 'Cluster', {
      kubeconfig: Kubeconfig.context('ill-daas'),
      ingressClass: 'nginx',
      tls: Tls.secret('wildcard-tls'),
      nodePools: [NodePool.sessions('services', { nodes: 3, coresPerNode: 16, memoryPerNode: Size.gibibytes(64) })],
    });

    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      federations: [
        Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'ill', secret: Secret.env('UMBRELLA_SECRET') }),
      ],
    });

    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.visa({ cloud: VisaCloud.desktops(desktops), administrators: ['visa-admin'] }),
    });
    this.output('portal', portal.endpoint.url);

    const sizes = { coresPerNode: 32, memoryPerNode: Size.gibibytes(192) };
    const nfs = { server: 'nfs.ill.example' };
    const notebooks = new Hub(this, 'Notebooks', {
      platform: hosts,
      auth,
      batch: new BatchCluster(this, 'Batch', {
        platform: hosts,
        scheduler: Scheduler.torque({ existing: true, controller: 'torque.ill.example' }),
        queues: [Queue.named('short', { limit: Duration.hours(12), ...sizes }), Queue.named('long', { limit: Duration.days(7), ...sizes })],
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
