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

/** Elettra: notebooks as Slurm jobs; the desktops in Guacamole, the user office and ICAT are linked. */
export class Elettra extends SiteStack {
  constructor(app: Construct) {
    super(app, 'elettra', { facility: 'Elettra', domain: 'daas.elettra.example', contact: 'daas@elettra.example' });
    const cluster = HostsPlatform.ssh(this, 'Cluster', { inventory: 'sites/elettra/hosts.yml', accounts: 'created' });

    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      federations: [
        Federation.umbrella({
          issuer: 'https://login.umbrella.example/realms/umbrella',
          clientId: 'elettra-broker',
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
          email: 'marie@elettra.example',
          uid: 21001,
          gid: 21001,
          federation: 'umbrella',
          subject: '0a1b2c3d4e5f@umbrella.example',
        }),
      ],
    });

    const home = Mount.nfs({ role: 'home', server: 'nfs.elettra.example', path: '/export/home' });
    const raw = Mount.nfs({ role: 'raw', server: 'nfs.elettra.example', path: '/export/beamlines' });
    const software = new SoftwareCatalogue(this, 'Software', { packages: [Software.pyFai(), Software.algotom(), Software.gemmi()] });
    const batch = new BatchCluster(this, 'Batch', {
      platform: cluster,
      scheduler: Scheduler.slurm({ existing: true }),
      queues: [Queue.named('day', { limit: Duration.hours(24), coresPerNode: 32, memoryPerNode: Size.gibibytes(128) })],
    });
    const notebooks = new Hub(this, 'Notebooks', {
      platform: cluster,
      auth,
      batch,
      software,
      mounts: [home, raw],
      profiles: [
        Profile.cpu('interactive', { cores: 2, memory: Size.gibibytes(4), limit: Duration.hours(12) }),
        Profile.cpu('large', { cores: 16, memory: Size.gibibytes(64), limit: Duration.hours(12) }),
      ],
    });
    const data = new DataCatalogue(this, 'Data', { kind: DataCatalogue.icat({ url: 'https://icat.elettra.example' }) });
    const desktops = new Portal(this, 'Desktops', {
      platform: cluster,
      auth,
      kind: Portal.existing({
        url: 'https://desktops.elettra.example/guacamole/',
        title: 'Remote desktops',
        description: 'Desktops and single programs, in the browser by Guacamole.',
      }),
    });
    const office = new Portal(this, 'Vuo', {
      platform: cluster,
      auth,
      kind: Portal.existing({
        url: 'https://vuo.elettra.example',
        title: 'VUO',
        description: 'The virtual user office: proposals and beamtimes.',
      }),
    });
    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.landingPage({
        hubs: [notebooks],
        portals: [desktops, office],
        software,
        data: [data],
        access: ['Your proposal is accepted in VUO.', 'Open the notebooks and log in with UmbrellaID.'],
      }),
    });
    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
  }
}
