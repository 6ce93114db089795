import type { Construct } from 'constructs';
import {
  Account,
  Auth,
  BatchCluster,
  DataCatalogue,
  Duration,
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

/** PSI: notebooks as Slurm jobs of their users, beside the data. */
export class Psi extends SiteStack {
  constructor(app: Construct) {
    super(app, 'psi', { facility: 'PSI', domain: 'daas.psi.example', contact: 'useroffice@psi.example' });
    const cluster = HostsPlatform.ssh(this, 'Ra', { inventory: 'sites/psi/hosts.yml', accounts: 'created' });

    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      title: 'PSI Data Analysis',
      federations: [
        Federation.umbrella({
          issuer: 'https://login.umbrella.example/realms/umbrella',
          clientId: 'psi-broker',
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
          email: 'marie@psi.example',
          uid: 21001,
          gid: 21001,
          federation: 'umbrella',
          subject: '0a1b2c3d4e5f@umbrella.example',
        }),
      ],
    });

    const home = Mount.nfs({ role: 'home', server: 'nfs.psi.example', path: '/export/home', quota: Size.gibibytes(50) });
    const raw = Mount.gpfs({ role: 'raw', source: 'gpfs1', path: '/sf/raw' });
    const software = new SoftwareCatalogue(this, 'Software', { packages: [Software.pyFai(), Software.algotom(), Software.gemmi()] });
    const batch = new BatchCluster(this, 'Batch', {
      platform: cluster,
      scheduler: Scheduler.slurm({ existing: true }),
      queues: [
        Queue.named('day', { limit: Duration.hours(24), coresPerNode: 32, memoryPerNode: Size.gibibytes(256) }),
        Queue.named('week', { limit: Duration.days(7), coresPerNode: 32, memoryPerNode: Size.gibibytes(256) }),
      ],
    });
    const notebooks = new Hub(this, 'Notebooks', {
      platform: cluster,
      auth,
      batch,
      software,
      mounts: [home, raw],
      profiles: [
        Profile.cpu('interactive', { queue: 'day', cores: 2, memory: Size.gibibytes(4), limit: Duration.hours(12) }),
        Profile.cpu('large', { queue: 'week', cores: 16, memory: Size.gibibytes(128), limit: Duration.hours(48) }),
      ],
    });
    const data = new DataCatalogue(this, 'Data', { kind: DataCatalogue.existingSciCat({ url: 'https://discovery.psi.example' }) });
    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.landingPage({
        hubs: [notebooks],
        software,
        data: [data],
        access: ['Log in with UmbrellaID. An accepted proposal gives you an account; write to the user office if you have none.'],
      }),
    });
    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
  }
}
