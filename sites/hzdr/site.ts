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

/** HZDR: notebooks as Slurm jobs, some with GPUs; NFS, and SMB for the shares of offices. */
export class Hzdr extends SiteStack {
  constructor(app: Construct) {
    super(app, 'hzdr', { facility: 'HZDR', domain: 'daas.hzdr.example', contact: 'daas@hzdr.example' });
    const cluster = HostsPlatform.ssh(this, 'Hemera', { inventory: 'sites/hzdr/hosts.yml', accounts: 'created' });

    const auth = new Auth(this, 'Auth', {
      platform: cluster,
      federations: [
        Federation.umbrella({
          issuer: 'https://login.umbrella.example/realms/umbrella',
          clientId: 'hzdr-broker',
          secret: Secret.env('UMBRELLA_SECRET'),
        }),
        Federation.oidc({
          alias: 'helmholtz',
          title: 'Helmholtz ID',
          issuer: 'https://login.umbrella.example/realms/helmholtz',
          clientId: 'hzdr-broker',
          secret: Secret.env('HELMHOLTZ_SECRET'),
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
          email: 'marie@hzdr.example',
          uid: 21001,
          gid: 21001,
          federation: 'umbrella',
          subject: '0a1b2c3d4e5f@umbrella.example',
        }),
        Account.linked({
          username: 'lena',
          firstName: 'Lena',
          lastName: 'Richter',
          email: 'lena@hzdr.example',
          uid: 21003,
          gid: 21003,
          federation: 'helmholtz',
          subject: '3d4e5f607182@helmholtz.example',
        }),
      ],
    });

    const home = Mount.nfs({ role: 'home', server: 'nfs.hzdr.example', path: '/export/home', quota: Size.gibibytes(20) });
    const raw = Mount.nfs({ role: 'raw', server: 'nfs.hzdr.example', path: '/export/beamtimes' });
    const exchange = Mount.smb({
      role: 'results',
      name: 'exchange',
      server: 'smb.hzdr.example',
      share: 'exchange',
      user: 'HZDR\\daas',
      secret: Secret.env('SMB_PASSWORD'),
    });
    const software = new SoftwareCatalogue(this, 'Software', { packages: [Software.pyFai(), Software.algotom(), Software.gemmi()] });
    const batch = new BatchCluster(this, 'Batch', {
      platform: cluster,
      scheduler: Scheduler.slurm({ existing: true }),
      queues: [
        Queue.named('defq', { limit: Duration.days(4), coresPerNode: 40, memoryPerNode: Size.gibibytes(360) }),
        Queue.named('gpu', {
          limit: Duration.days(2),
          coresPerNode: 24,
          memoryPerNode: Size.gibibytes(360),
          gpus: { model: 'V100', count: 4, resource: 'gpu' },
        }),
      ],
    });
    const notebooks = new Hub(this, 'Notebooks', {
      platform: cluster,
      auth,
      batch,
      software,
      mounts: [home, raw, exchange],
      profiles: [
        Profile.cpu('interactive', { cores: 2, memory: Size.gibibytes(4), limit: Duration.hours(8) }),
        Profile.gpu('gpu', { queue: 'gpu', model: 'V100', gpus: 1, cores: 6, memory: Size.gibibytes(90), limit: Duration.hours(8) }),
      ],
    });
    const portal = new Portal(this, 'Portal', {
      platform: cluster,
      auth,
      kind: Portal.landingPage({
        hubs: [notebooks],
        software,
        access: [
          'Members of Helmholtz centres log in with Helmholtz ID, guests with UmbrellaID.',
          'Your account comes with your beamtime.',
        ],
      }),
    });
    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
  }
}
