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
import { xfelCloud } from './cloud';

/** VISA in an OpenStack cloud; notebooks are jobs on the Slurm cluster of a partner facility. */
export class Xfel extends SiteStack {
  constructor(app: Construct) {
    super(app, 'xfel', {
      facility: 'European XFEL',
      domain: 'daas.xfel.example',
      contact: 'daas@xfel.example',
      state: StateBackend.s3({ bucket: 'daas-state', region: 'xfel', endpoint: 'https://s3.xfel.example' }),
    });
    const { entry, desktops, scratch } = xfelCloud(this);

    // The partner's nodes aren't in any inventory: they are its own to configure.
    const hosts = HostsPlatform.ssh(this, 'Front', { machines: [entry] });
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
