import type { Construct } from 'constructs';
import {
  Auth,
  BatchCluster,
  Duration,
  Environment,
  Federation,
  GpuPool,
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

/** Diamond Light Source: a hub on Kubernetes where users choose a container image; batch jobs on UGE; GPFS, seen by NFS. */
export class Dls extends SiteStack {
  constructor(app: Construct) {
    super(app, 'dls', {
      facility: 'Diamond Light Source',
      domain: 'daas.dls.example',
      contact: 'scientific-computing@dls.example',
      state: StateBackend.s3({ bucket: 'daas-state', region: 'dls', endpoint: 'https://s3.dls.example' }),
    });
    const cluster = new KubernetesPlatform(this, 'Cluster', {
      kubeconfig: Kubeconfig.path('/etc/daas/kubeconfig', { context: 'daas' }),
      ingressClass: 'nginx',
      tls: Tls.clusterIssuer('dls-ca'),
      placeholders: 2,
      nodePools: [
        NodePool.services('services', { nodes: 3, coresPerNode: 14, memoryPerNode: Size.gibibytes(56) }),
        NodePool.sessions('sessions', { nodes: 12, coresPerNode: 62, memoryPerNode: Size.gibibytes(376) }),
        NodePool.gpus('gpus', { nodes: 4, coresPerNode: 62, memoryPerNode: Size.gibibytes(376), model: 'V100', gpusPerNode: 4 }),
      ],
    });
    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      contact: 'user-office@dls.example',
      federations: [
        Federation.oidc({
          alias: 'dls',
          title: 'Diamond account (FedID)',
          issuer: 'https://authn.dls.example/realms/dls',
          clientId: 'daas',
          secret: Secret.env('DLS_OIDC_SECRET'),
          claims: ['uidNumber', 'gidNumber', 'eduperson_entitlement'],
        }),
        Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'dls', secret: Secret.env('UMBRELLA_SECRET') }),
      ],
      identities: IdentityMap.fromClaims({
        // A visit: proposal and number of the session.
        groups: { claim: 'eduperson_entitlement', pattern: ':group:([a-z]{2}[0-9]+-[0-9]+)#' },
      }),
    });

    const software = new SoftwareCatalogue(this, 'Software', {
      packages: [
        Software.known('pyFai', {
          version: '2025.12',
          environment: Environment.image({ name: 'saxs', title: 'SAXS: pyFAI', image: 'registry.dls.example/analysis/saxs:2026.1' }),
        }),
        Software.known('httomo', {
          version: '3.0',
          environment: Environment.image({
            name: 'tomography',
            title: 'Tomography: HTTomo',
            image: 'registry.dls.example/analysis/tomography:2026.1',
          }),
        }),
        Software.known('dials', {
          version: '3.26',
          environment: Environment.image({
            name: 'diffraction',
            title: 'Diffraction: DIALS',
            image: 'registry.dls.example/analysis/diffraction:2026.1',
          }),
        }),
      ],
    });
    const home = Mount.nfs({ role: 'home', server: 'nfs.dls.example', path: '/home' });
    const raw = Mount.nfs({ role: 'raw', server: 'gpfs-nfs.dls.example', path: '/dls/raw' });
    const results = Mount.nfs({ role: 'results', server: 'gpfs-nfs.dls.example', path: '/dls/processed' });
    const gpus = new GpuPool(this, 'Gpus', { platform: cluster, model: 'V100', count: 16 });
    const notebooks = new Hub(this, 'Notebooks', {
      platform: cluster,
      auth,
      software,
      gpus: [gpus],
      mounts: [home, raw, results],
      profiles: [
        Profile.cpu('interactive', { cores: 4, memory: Size.gibibytes(16), limit: Duration.hours(12) }),
        Profile.cpu('large', { cores: 16, memory: Size.gibibytes(96), limit: Duration.hours(12) }),
        Profile.gpu('gpu', { model: 'V100', gpus: 1, cores: 12, memory: Size.gibibytes(80), limit: Duration.hours(8) }),
      ],
      idle: Duration.hours(2),
    });
    new BatchCluster(this, 'Batch', {
      platform: HostsPlatform.ssh(this, 'Login', { inventory: 'sites/dls/hosts.yml' }),
      scheduler: Scheduler.gridEngine({ existing: true, controller: 'uge-master.dls.example' }),
      queues: [
        Queue.named('medium', { limit: Duration.hours(168), coresPerNode: 40, memoryPerNode: Size.gibibytes(376) }),
        Queue.named('gpu', {
          limit: Duration.hours(168),
          coresPerNode: 40,
          memoryPerNode: Size.gibibytes(376),
          gpus: { model: 'V100', count: 4 },
        }),
      ],
    });
    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.landingPage({
        hubs: [notebooks],
        software,
        access: [
          'You are part of a visit: your account has its data.',
          'Open the notebooks, and choose the image with your software.',
          'Long jobs: log in to login-1.daas.dls.example by SSH, and submit to the queue medium or gpu.',
        ],
      }),
    });

    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
  }
}
