import type { Construct } from 'constructs';
import {
  Auth,
  BatchCluster,
  DataCatalogue,
  Duration,
  Environment,
  Federation,
  GpuPool,
  GpuSharing,
  Hub,
  IdentityMap,
  Mount,
  Portal,
  Profile,
  Queue,
  Scheduler,
  Secret,
  Size,
  Software,
  SoftwareCatalogue,
} from '../../constructs';
import { HostsPlatform } from '../../platforms/hosts/hosts-platform';
import { Kubeconfig } from '../../platforms/kubernetes/kubeconfig';
import { KubernetesPlatform } from '../../platforms/kubernetes/kubernetes-platform';
import { NodePool } from '../../platforms/kubernetes/node-pool';
import { Tls } from '../../platforms/kubernetes/tls';
import { SiteStack } from '../../stacks/site-stack';
import { StateBackend } from '../../stacks/state-backend';

/** MAX IV: a hub on Kubernetes whose users share GPUs; batch jobs on Slurm; GPFS and NFS, SciCat. */
export class MaxIv extends SiteStack {
  constructor(app: Construct) {
    super(app, 'maxiv', {
      facility: 'MAX IV',
      domain: 'daas.maxiv.example',
      contact: 'support@maxiv.example',
      state: StateBackend.s3({ bucket: 'daas-state', region: 'maxiv', endpoint: 'https://s3.maxiv.example' }),
    });
    const cluster = new KubernetesPlatform(this, 'Cluster', {
      kubeconfig: Kubeconfig.path('/etc/daas/kubeconfig', { context: 'daas' }),
      ingressClass: 'nginx',
      tls: Tls.secret('wildcard-tls'),
      nodePools: [
        NodePool.sessions('sessions', { nodes: 6, coresPerNode: 46, memoryPerNode: Size.gibibytes(248) }),
        NodePool.gpus('gpus', { nodes: 2, coresPerNode: 62, memoryPerNode: Size.gibibytes(500), model: 'A100', gpusPerNode: 4 }),
      ],
    });
    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      contact: 'user-office@maxiv.example',
      federations: [
        Federation.ldap({
          title: 'MAX IV account',
          url: 'ldaps://ad.maxiv.example',
          usersDn: 'ou=users,dc=maxiv,dc=example',
          bindDn: 'cn=daas,ou=services,dc=maxiv,dc=example',
          bindSecret: Secret.env('AD_BIND_PASSWORD'),
          usernameAttribute: 'sAMAccountName',
          claims: ['uidNumber', 'gidNumber', 'groups'],
        }),
      ],
      identities: IdentityMap.fromClaims({
        groups: { claim: 'groups', pattern: '^([0-9]{8})-group$' },
      }),
    });

    const software = new SoftwareCatalogue(this, 'Software', {
      packages: [
        Software.known('pyFai', {
          version: '2025.12',
          environment: Environment.image({ name: 'saxs', title: 'SAXS: pyFAI', image: 'registry.maxiv.example/daas/saxs:2026.1' }),
        }),
        Software.known('ptyPy', {
          version: '0.9',
          environment: Environment.image({
            name: 'ptychography',
            title: 'Ptychography: PtyPy',
            image: 'registry.maxiv.example/daas/ptypy:2026.1',
          }),
        }),
      ],
    });
    const home = Mount.nfs({ role: 'home', server: 'nfs.maxiv.example', path: '/home' });
    const raw = Mount.gpfs({ role: 'raw', source: 'gpfs-offline', path: '/data/visitors' });
    const results = Mount.gpfs({ role: 'results', source: 'gpfs-offline', path: '/data/process' });
    // Seven notebooks on one GPU, each with memory of its own.
    const sharing = GpuSharing.mig({ profile: '1g.10gb', slicesPerGpu: 7 });
    const gpus = new GpuPool(this, 'Gpus', { platform: cluster, model: 'A100', count: 8, sharing });
    const data = new DataCatalogue(this, 'Scicat', {
      kind: DataCatalogue.scicat({
        platform: cluster,
        auth,
        pidPrefix: '20.500.12345',
        adminGroups: ['scicat-admins'],
      }),
    });
    const notebooks = new Hub(this, 'Notebooks', {
      platform: cluster,
      auth,
      software,
      gpus: [gpus],
      mounts: [home, raw, results],
      profiles: [
        Profile.cpu('interactive', { cores: 4, memory: Size.gibibytes(24), limit: Duration.hours(12) }),
        Profile.gpu('gpu-slice', {
          title: 'Share of a GPU',
          model: 'A100',
          gpus: 1,
          cores: 2,
          memory: Size.gibibytes(16),
          limit: Duration.hours(8),
        }),
      ],
    });
    new BatchCluster(this, 'Batch', {
      platform: HostsPlatform.ssh(this, 'Login', { inventory: 'sites/maxiv/hosts.yml' }),
      scheduler: Scheduler.slurm({ existing: true, controller: 'slurm.maxiv.example' }),
      queues: [
        Queue.named('all', { limit: Duration.days(7), coresPerNode: 48, memoryPerNode: Size.gibibytes(248) }),
        Queue.named('gpu', {
          limit: Duration.days(2),
          coresPerNode: 64,
          memoryPerNode: Size.gibibytes(500),
          gpus: { model: 'A100', count: 4 },
        }),
      ],
    });
    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.landingPage({
        hubs: [notebooks],
        software,
        data: [data],
        access: [
          'Your proposal is accepted: you have a MAX IV account.',
          'Open the notebooks and log in with it.',
          'Long jobs: log in to login-1.daas.maxiv.example by SSH, and submit them with sbatch.',
        ],
      }),
    });

    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
  }
}
