import type { Construct } from 'constructs';
import {
  Auth,
  BatchCluster,
  ComputeNodes,
  DataCatalogue,
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
import { esrfCloud } from './cloud';

/** VISA desktops with A16 GPUs in an OpenStack cloud, and beside them notebooks on a Slurm cluster of the cloud's machines. */
export class Esrf extends SiteStack {
  constructor(app: Construct) {
    super(app, 'esrf', {
      facility: 'ESRF',
      domain: 'daas.esrf.example',
      contact: 'daas@esrf.example',
      state: StateBackend.s3({ bucket: 'daas-state', region: 'esrf', endpoint: 'https://s3.esrf.example' }),
    });
    const { entry, control, workers, desktops } = esrfCloud(this);
    new DataCatalogue(this, 'Data', { kind: DataCatalogue.icat({ url: 'https://data.esrf.example' }) });

    const hosts = HostsPlatform.ssh(this, 'Slurm', { machines: [entry, control, workers], directory: '/srv/daas' });
    const cluster = new KubernetesPlatform(this, 'Cluster', {
      kubeconfig: Kubeconfig.context('esrf-daas'),
      ingressClass: 'nginx',
      tls: Tls.secret('wildcard-tls'),
      nodePools: [NodePool.sessions('services', { nodes: 3, coresPerNode: 16, memoryPerNode: Size.gibibytes(64) })],
    });

    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      federations: [
        Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'esrf', secret: Secret.env('UMBRELLA_SECRET') }),
      ],
    });

    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.visa({ cloud: VisaCloud.desktops(desktops), administrators: ['visa-admin'] }),
    });
    this.output('portal', portal.endpoint.url);

    const notebooks = new Hub(this, 'Notebooks', {
      platform: hosts,
      auth,
      batch: new BatchCluster(this, 'Batch', {
        platform: hosts,
        scheduler: Scheduler.slurm({
          // The form of jupyterhub_moss, as users know it here.
          choice: 'partitions',
          nodes: [
            ComputeNodes.named(
              workers.machines.map((m) => m.name),
              { cores: 2, memory: Size.gibibytes(7), gpus: { model: 'A16', count: 1 } },
            ),
          ],
        }),
        queues: [
          Queue.named('interactive', {
            limit: Duration.days(1),
            coresPerNode: 2,
            memoryPerNode: Size.gibibytes(7),
            gpus: { model: 'A16', count: 1 },
          }),
        ],
      }),
      mounts: [
        Mount.nfs({ role: 'home', server: 'nfs.esrf.example', path: '/home', quota: Size.gibibytes(50) }),
        Mount.gpfs({ role: 'raw', source: 'gpfs1', path: '/data/visitor' }),
        Mount.cvmfs({ role: 'software', repository: 'hpc.esrf.example', proxy: 'http://squid.esrf.example:3128' }),
      ],
      software: new SoftwareCatalogue(this, 'Software', {
        packages: [
          Software.known('pyFai', {
            version: '2025.12',
            environment: Environment.cvmfs({ name: 'saxs', title: 'SAXS: pyFAI', path: '/cvmfs/hpc.esrf.example/jupyter/saxs' }),
          }),
        ],
      }),
      profiles: [
        Profile.cpu('interactive', { cores: 1, memory: Size.gibibytes(3), limit: Duration.hours(12) }),
        Profile.gpu('gpu', { model: 'A16', gpus: 1, cores: 1, memory: Size.gibibytes(3), limit: Duration.hours(8) }),
      ],
    });
    this.output('notebooks', notebooks.endpoint.url);
  }
}
