import { spawnSync } from 'child_process';
import { Construct } from 'constructs';
import * as path from 'path';
import {
  Account,
  Auth,
  BatchCluster,
  Duration,
  Federation,
  GpuPool,
  IdentityMap,
  Portal,
  Queue,
  Scheduler,
  Secret,
  Size,
  VisaCloud,
} from '../../constructs';
import type { IAuthHost, IIcatAuthHost } from '../../constructs/auth/auth-host';
import type { ISlurmHost } from '../../constructs/batch/batch-host';
import { fakeBroker, FakeSite } from '../fake-platform';

/** A platform that can do two things. What it can't, a site can't write down: that is checked by tsc, and seen here. */
class Small extends Construct implements IAuthHost, ISlurmHost {
  public bindAuth(_scope: Construct, realm: string) {
    return fakeBroker(realm);
  }

  public bindSlurm() {
    return { scheduler: 'slurm', configurationFile: null } as const;
  }
}

const identities = IdentityMap.fromClaims({ user: 'u', uid: 'n', gid: 'g' });
const contact = 'help@fake.example';
const queues = [Queue.named('all', { limit: Duration.hours(1), coresPerNode: 1, memoryPerNode: Size.gibibytes(1) })];
const umbrella = Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'fake', secret: Secret.env('UMBRELLA_SECRET') });
const icat = Federation.icat({ url: 'https://icat.fake.example', authenticator: 'db' });

const visa = Portal.visa({
  cloud: VisaCloud.webProvider({ url: 'https://desktops.fake.example', token: Secret.site('DESKTOPS'), desktops: '10.20.0.0/16' }),
  administrators: ['marie'],
});

const site = new FakeSite();
const platform = new Small(site, 'Small');
const marie = Account.withPassword({
  username: 'marie',
  firstName: 'M',
  lastName: 'D',
  email: 'm@fake.example',
  password: Secret.site('PW'),
});
const auth = new Auth(site, 'Auth', { platform, identities, contact, accounts: [marie] });

test('a platform carries what it fulfils', () => {
  expect(new BatchCluster(site, 'Slurm', { platform, scheduler: Scheduler.slurm(), queues }).endpoint.scheduler).toBe('slurm');
  expect(new Auth(site, 'Federated', { platform, identities, contact, federations: [umbrella] }).endpoint).toEqual(fakeBroker('daas'));
});

test('fails to compile when a Slurm cluster is asked for Torque or Grid Engine', () => {
  // @ts-expect-error -- Small has no bindTorque
  expect(() => new BatchCluster(site, 'Torque', { platform, scheduler: Scheduler.torque({ existing: true }), queues })).toThrow(
    /bindTorque/,
  );
  // @ts-expect-error -- Small has no bindGridEngine
  expect(() => new BatchCluster(site, 'Sge', { platform, scheduler: Scheduler.gridEngine(), queues })).toThrow(/bindGridEngine/);
});

test('fails to compile when a platform is asked for a portal that it can’t run', () => {
  // @ts-expect-error -- Small has no bindVisa
  expect(() => new Portal(site, 'Visa', { platform, auth, kind: visa })).toThrow(/visaEndpoint/);
  // @ts-expect-error -- Small has no bindLandingPage
  expect(() => new Portal(site, 'Page', { platform, auth, kind: Portal.landingPage({ hubs: [], access: ['Ask.'] }) })).toThrow(
    /bindLandingPage/,
  );
});

test('fails to compile when ICAT’s users come to a broker without a bridge, also among other federations', () => {
  // @ts-expect-error -- Small has no bindIcatBridge
  expect(() => new Auth(site, 'Icat', { platform, identities, contact, federations: [icat] })).toThrow(/bindIcatBridge/);
  const mixed: Federation<IAuthHost & IIcatAuthHost>[] = [umbrella, icat];
  // @ts-expect-error -- nor has it for several
  expect(() => new Auth(site, 'Mixed', { platform, identities, contact, federations: mixed })).toThrow(/bindIcatBridge/);
  const literal = { identities, contact, federations: [umbrella, icat] };
  // @ts-expect-error -- nor if they are not named as such
  expect(() => new Auth(site, 'Literal', { platform, ...literal })).toThrow(/bindIcatBridge/);
  expect(new Auth(site, 'Bridge', { platform: site.platform, identities, contact, federations: [umbrella, icat] }).endpoint).toEqual(
    fakeBroker('daas'),
  );
});

test('fails to compile when GPUs are wanted of a platform without any', () => {
  // @ts-expect-error -- Small has no bindGpuPool
  expect(() => new GpuPool(site, 'Gpus', { platform, model: 'A40', count: 1 })).toThrow(/bindGpuPool/);
});

test('constructs don’t know where they run: neither a platform nor the engine is loaded with them', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(__dirname, 'load-all.cjs')], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const loaded = JSON.parse(stdout) as string[];
  expect(loaded.filter((f) => f.startsWith('constructs/')).length).toBeGreaterThan(30);
  expect(loaded.filter((f) => /(^|\/)(cdktf|cdktn|platforms|stacks|toolkit|cli|sites)\//.test(f))).toEqual([]);
  expect(loaded).not.toContain('core/engine.ts');
});
