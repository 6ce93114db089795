import type { Construct } from 'constructs';
import {
  Account,
  Auth,
  BatchCluster,
  Cuda,
  DataCatalogue,
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
import { SiteStack } from '../../stacks/site-stack';

/** DESY: notebooks as jobs of a Slurm cluster with GPUs, data on GPFS, software as modules. */
export class Desy extends SiteStack {
  constructor(app: Construct) {
    super(app, 'desy', { facility: 'DESY', domain: 'daas.desy.example', contact: 'daas@desy.example' });
    const cluster = HostsPlatform.ssh(this, 'Maxwell', { inventory: 'sites/desy/hosts.yml', accounts: 'created' });

    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      federations: [
        Federation.umbrella({
          issuer: 'https://login.umbrella.example/realms/umbrella',
          clientId: 'desy-broker',
          secret: Secret.env('UMBRELLA_SECRET'),
        }),
      ],
      identities: IdentityMap.fromClaims({
        groups: IdentityMap.entitlements({ namespace: 'urn:geant:umbrella.example', group: 'proposal-[0-9]+' }),
      }),
      accounts: [
        Account.linked({
          username: 'marie',
          firstName: 'Marie',
          lastName: 'Dupont',
          email: 'marie@desy.example',
          uid: 21001,
          gid: 21001,
          federation: 'umbrella',
          subject: '0a1b2c3d4e5f@umbrella.example',
        }),
      ],
    });

    const home = Mount.gpfs({ role: 'home', source: 'home', path: '/gpfs/home' });
    const raw = Mount.gpfs({ role: 'raw', source: 'asap3', path: '/asap3/raw' });
    const results = Mount.gpfs({ role: 'results', source: 'asap3', path: '/asap3/processed' });
    const software = new SoftwareCatalogue(this, 'Software', {
      packages: [
        Software.pyFai(),
        Software.algotom(),
        Software.known('crystFel', {
          version: '0.11.1',
          environment: Environment.module({ name: 'crystfel', title: 'Serial crystallography: CrystFEL', module: 'crystfel/0.11.1' }),
        }),
      ],
    });
    const sizes = { limit: Duration.days(7), coresPerNode: 64, memoryPerNode: Size.gibibytes(500) };
    const batch = new BatchCluster(this, 'Batch', {
      platform: cluster,
      scheduler: Scheduler.slurm({ existing: true }),
      queues: [
        Queue.named('jhub', sizes),
        Queue.named('allgpu', { ...sizes, gpus: { model: 'A100', count: 4, resource: 'gpu', cuda: Cuda.module('cuda/12.6') } }),
      ],
    });
    const notebooks = new Hub(this, 'Notebooks', {
      platform: cluster,
      auth,
      batch,
      software,
      mounts: [home, raw, results],
      profiles: [
        Profile.cpu('interactive', { cores: 2, memory: Size.gibibytes(4), limit: Duration.hours(12) }),
        Profile.cpu('node', { title: 'Large', cores: 32, memory: Size.gibibytes(240), limit: Duration.hours(24) }),
        Profile.gpu('gpu', { queue: 'allgpu', model: 'A100', gpus: 1, cores: 16, memory: Size.gibibytes(120), limit: Duration.hours(8) }),
      ],
    });
    const data = new DataCatalogue(this, 'Data', {
      kind: DataCatalogue.existingSciCat({ url: 'https://scicat.desy.example', title: 'SciCat' }),
    });
    const gamma = new Portal(this, 'Gamma', {
      platform: cluster,
      auth,
      kind: Portal.existing({
        url: 'https://gamma-portal.desy.example',
        title: 'Gamma portal',
        description: 'Beamtimes, their members and their data.',
      }),
    });
    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.landingPage({
        hubs: [notebooks],
        portals: [gamma],
        software,
        data: [data],
        access: ['Your beamtime is accepted: DESY gives you an account.', 'Open the notebooks and log in with UmbrellaID.'],
      }),
    });
    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
  }
}
