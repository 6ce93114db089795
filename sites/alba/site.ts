import type { Construct } from 'constructs';
import {
  Auth,
  BatchCluster,
  Duration,
  Environment,
  Federation,
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

/** ALBA: a hub and a landing page on Kubernetes; batch jobs on Slurm; NFS, and BeeGFS to work on. */
export class Alba extends SiteStack {
  constructor(app: Construct) {
    super(app, 'alba', {
      facility: 'ALBA',
      domain: 'daas.alba.example',
      contact: 'computing@alba.example',
      state: StateBackend.s3({ bucket: 'daas-state', region: 'alba', endpoint: 'https://s3.alba.example' }),
    });
    const cluster = new KubernetesPlatform(this, 'Cluster', {
      kubeconfig: Kubeconfig.path('/etc/daas/kubeconfig', { context: 'daas' }),
      ingressClass: 'nginx',
      tls: Tls.clusterIssuer('alba-ca'),
      nodePools: [NodePool.sessions('sessions', { nodes: 4, coresPerNode: 30, memoryPerNode: Size.gibibytes(184) })],
    });
    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      contact: 'user-office@alba.example',
      federations: [
        Federation.ldap({
          title: 'ALBA account',
          url: 'ldaps://ldap.alba.example',
          usersDn: 'ou=people,dc=alba,dc=example',
          bindDn: 'cn=daas,ou=services,dc=alba,dc=example',
          bindSecret: Secret.env('LDAP_BIND_PASSWORD'),
          claims: ['uidNumber', 'gidNumber', 'gidNumbers', 'memberOf'],
        }),
        Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'alba', secret: Secret.env('UMBRELLA_SECRET') }),
      ],
      identities: IdentityMap.fromClaims({
        // BeeGFS gives rights to groups of the directory.
        supplementalGids: 'gidNumbers',
        groups: { claim: 'memberOf', pattern: '^cn=(p[0-9]{10}),' },
      }),
    });

    const software = new SoftwareCatalogue(this, 'Software', {
      packages: [
        Software.known('pyFai', {
          version: '2025.12',
          environment: Environment.conda({ name: 'saxs', title: 'SAXS: pyFAI', prefix: '/software/envs/saxs-2026.1' }),
        }),
        Software.known('tomopy', {
          version: '1.15',
          environment: Environment.conda({ name: 'tomography', title: 'Tomography: tomopy', prefix: '/software/envs/tomography-2026.1' }),
        }),
      ],
    });
    const home = Mount.nfs({ role: 'home', server: 'nfs.alba.example', path: '/home' });
    const raw = Mount.nfs({ role: 'raw', server: 'nfs.alba.example', path: '/beamlines' });
    const scratch = Mount.beegfs({
      role: 'results',
      name: 'scratch',
      server: 'beegfs.alba.example',
      path: '/scratch',
      mountPath: '/scratch',
    });
    const programs = Mount.nfs({ role: 'software', server: 'nfs.alba.example', path: '/software' });
    const notebooks = new Hub(this, 'Notebooks', {
      platform: cluster,
      auth,
      software,
      mounts: [home, raw, scratch, programs],
      profiles: [
        Profile.cpu('interactive', { cores: 2, memory: Size.gibibytes(8), limit: Duration.hours(10) }),
        Profile.cpu('large', { cores: 8, memory: Size.gibibytes(64), limit: Duration.hours(10) }),
      ],
    });
    new BatchCluster(this, 'Batch', {
      platform: HostsPlatform.ssh(this, 'Login', { inventory: 'sites/alba/hosts.yml' }),
      scheduler: Scheduler.slurm({ existing: true, controller: 'slurm.alba.example' }),
      queues: [Queue.named('short', { limit: Duration.days(2), coresPerNode: 32, memoryPerNode: Size.gibibytes(184) })],
    });
    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.landingPage({
        hubs: [notebooks],
        software,
        access: [
          'Your proposal is accepted: the user office gives you an account.',
          'Open the notebooks and log in.',
          'Long jobs: log in to login-1.daas.alba.example by SSH, and submit them with sbatch.',
        ],
      }),
    });

    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
  }
}
