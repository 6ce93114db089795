import type { Construct } from 'constructs';
import {
  Account,
  Auth,
  BatchCluster,
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

/** SOLEIL: notebooks as Slurm jobs, data on NFS; log-in by the directory or by Umbrella over SAML; DARTS desktops are linked. */
export class Soleil extends SiteStack {
  constructor(app: Construct) {
    super(app, 'soleil', { facility: 'SOLEIL', domain: 'daas.soleil.example', contact: 'daas@soleil.example' });
    const cluster = HostsPlatform.ssh(this, 'Cluster', { inventory: 'sites/soleil/hosts.yml' });

    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      federations: [
        Federation.ldap({
          title: 'SOLEIL account',
          url: 'ldaps://ldap.soleil.example',
          usersDn: 'ou=people,dc=soleil,dc=example',
          bindDn: 'cn=daas,ou=services,dc=soleil,dc=example',
          bindSecret: Secret.env('LDAP_BIND_PASSWORD'),
        }),
        Federation.saml({
          alias: 'umbrella',
          title: 'UmbrellaID',
          entityId: 'https://login.umbrella.example/realms/umbrella',
          metadataUrl: 'https://login.umbrella.example/realms/umbrella/protocol/saml/descriptor',
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
          email: 'marie@soleil.example',
          uid: 21001,
          gid: 21001,
          federation: 'umbrella',
          subject: '0a1b2c3d4e5f@umbrella.example',
        }),
      ],
    });

    const home = Mount.nfs({ role: 'home', server: 'nfs.soleil.example', path: '/home' });
    const raw = Mount.nfs({ role: 'raw', server: 'nfs.soleil.example', path: '/nfs/beamlines' });
    const results = Mount.nfs({ role: 'results', server: 'nfs.soleil.example', path: '/nfs/processed' });
    const software = new SoftwareCatalogue(this, 'Software', { packages: [Software.pyFai(), Software.algotom(), Software.gemmi()] });
    const batch = new BatchCluster(this, 'Batch', {
      platform: cluster,
      scheduler: Scheduler.slurm({ existing: true }),
      queues: [Queue.named('interactive', { limit: Duration.hours(24), coresPerNode: 64, memoryPerNode: Size.tebibytes(4) })],
    });
    const notebooks = new Hub(this, 'Notebooks', {
      platform: cluster,
      auth,
      batch,
      software,
      mounts: [home, raw, results],
      profiles: [
        Profile.cpu('small', { cores: 2, memory: Size.gibibytes(4), limit: Duration.hours(8) }),
        Profile.cpu('tomography', { cores: 32, memory: Size.tebibytes(1), limit: Duration.hours(8) }),
      ],
    });
    const desktops = new Portal(this, 'Darts', {
      platform: cluster,
      auth,
      kind: Portal.existing({
        url: 'https://darts.soleil.example',
        title: 'DARTS',
        description: 'Desktops with GPUs and the software of the beamlines.',
      }),
    });
    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.landingPage({
        hubs: [notebooks],
        portals: [desktops],
        software,
        access: ['Users of the beamlines have a SOLEIL account.', 'Link it with your UmbrellaID once, or log in with its password.'],
      }),
    });
    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
  }
}
