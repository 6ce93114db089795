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
  SampleData,
  Scheduler,
  Secret,
  Size,
  Software,
  SoftwareCatalogue,
} from '../../constructs';
import { HostsPlatform } from '../../platforms/hosts/hosts-platform';
import { SecretStore } from '../../stacks/secret-store';
import { SiteStack } from '../../stacks/site-stack';
import { demoSettings } from './settings';

const GROUP = 'urn:geant:umbrella.example:group';

/** A whole site on one machine: made-up users, proposals and data, real services. */
export class Demo extends SiteStack {
  constructor(app: Construct) {
    super(app, 'demo', {
      facility: 'Demo Light Source',
      domain: 'localhost',
      contact: 'user-office@demo.example',
      secrets: SecretStore.envFile({ path: '.daas/site-demo/secrets.env' }),
      removeDataOnDestroy: true,
    });
    const { directory, firstPort, account, slurm } = demoSettings();
    const machine = HostsPlatform.local(this, 'Machine', { directory, firstPort, account });

    // Stands for UmbrellaID: three people with an account there, one of them unknown at this facility.
    const umbrella = new Auth(this, 'Umbrella', {
      platform: machine,
      realm: 'umbrella',
      title: 'UmbrellaID (stand-in)',
      contact: 'help@umbrella.example',
      identities: IdentityMap.fromClaims({ user: 'preferred_username', uid: 'uidNumber', gid: 'gidNumber' }),
      accounts: [
        person('marie', 'Marie', 'Dupont', '0a1b2c3d4e5f@umbrella.example', ['proposal-4711']),
        person('pierre', 'Pierre', 'Durand', '1b2c3d4e5f60@umbrella.example', ['proposal-4712']),
        person('eve', 'Eve', 'Stranger', '2c3d4e5f6071@umbrella.example', []),
      ],
    });
    const auth = new Auth(this, 'Auth', {
      platform: machine,
      title: 'Demo Light Source',
      contact: 'user-office@demo.example',
      federations: [
        Federation.umbrella({
          issuer: umbrella.endpoint.issuer,
          clientId: 'demo-broker',
          secret: Secret.site('DEMO_BROKER_CLIENT_SECRET'),
        }),
      ],
      identities: IdentityMap.fromClaims({
        groups: IdentityMap.entitlements({ namespace: 'urn:geant:umbrella.example', group: 'proposal-[0-9]+' }),
      }),
      accounts: [
        member('marie', 'Marie', 'Dupont', 21001, '0a1b2c3d4e5f@umbrella.example'),
        member('pierre', 'Pierre', 'Durand', 21002, '1b2c3d4e5f60@umbrella.example'),
      ],
    });
    // The broker asks the federation for its endpoints.
    auth.node.addDependency(umbrella);
    umbrella.addClient('demo-broker', {
      title: 'Demo Light Source',
      redirectUris: [auth.redirectUri('umbrella')],
      postLogoutRedirectUris: () => [`${auth.redirectUri('umbrella')}/logout_response`],
      subjectAttribute: 'voperson_id',
    });

    const data = (name: string) => ({ path: `${directory}/data/${name}`, removeOnDestroy: true });
    const home = Mount.local({ role: 'home', ...data('home'), quota: Size.gibibytes(10) });
    const raw = Mount.local({ role: 'raw', ...data('raw') });
    const results = Mount.local({ role: 'results', ...data('results') });
    const software = new SoftwareCatalogue(this, 'Software', { packages: [Software.pyFai(), Software.algotom(), Software.gemmi()] });
    new SampleData(this, 'SampleData', { platform: machine, raw, software, proposals: ['proposal-4711', 'proposal-4712'] });

    const batch = slurm
      ? new BatchCluster(this, 'Batch', {
          platform: machine,
          scheduler: Scheduler.slurm(),
          queues: [Queue.named('all', { limit: Duration.hours(8), coresPerNode: 8, memoryPerNode: Size.gibibytes(16) })],
        })
      : undefined;
    const notebooks = new Hub(this, 'Notebooks', {
      platform: machine,
      auth,
      batch,
      software,
      mounts: [home, raw, results],
      profiles: [
        Profile.cpu('interactive', { cores: 1, memory: Size.gibibytes(2), limit: Duration.hours(8) }),
        Profile.cpu('large', { cores: 2, memory: Size.gibibytes(4), limit: Duration.hours(2) }),
      ],
    });
    const portal = new Portal(this, 'Portal', {
      platform: machine,
      auth,
      kind: Portal.landingPage({
        hubs: [notebooks],
        software,
        access: [
          'Your proposal is accepted: the user office gives you an account here.',
          'Make an UmbrellaID and tell the user office its identifier; they link it to your account.',
          'Open the notebooks and log in with UmbrellaID. Your proposals’ data are there, read-only.',
        ],
      }),
    });

    this.output('portal', portal.endpoint.url);
    this.output('notebooks', notebooks.endpoint.url);
    this.output('broker', auth.endpoint.issuer);
  }
}

/** Somebody with an account at the federation. */
function person(username: string, firstName: string, lastName: string, id: string, proposals: readonly string[]): Account {
  return Account.withPassword({
    username,
    firstName,
    lastName,
    email: `${username}@umbrella.example`,
    password: Secret.site('DEMO_USER_PASSWORD'),
    attributes: { voperson_id: [id], eduperson_entitlement: proposals.map((p) => `${GROUP}:${p}#umbrella.example`) },
  });
}

/** Somebody whom this facility knows, by the identifier at the federation. */
function member(username: string, firstName: string, lastName: string, uid: number, subject: string): Account {
  return Account.linked({
    username,
    firstName,
    lastName,
    email: `${username}@demo.example`,
    uid,
    gid: uid,
    federation: 'umbrella',
    subject,
  });
}
