import { Construct } from 'constructs';
import { Account } from '../../constructs/auth/account';
import { Auth } from '../../constructs/auth/auth';
import { Federation } from '../../constructs/auth/federation';
import { IdentityMap } from '../../constructs/auth/identity-map';
import { Hub } from '../../constructs/hub/hub';
import { Profile } from '../../constructs/hub/profile';
import { Mount } from '../../constructs/storage/mount';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { Duration } from '../../core/duration';
import { App } from '../../core/engine';
import { ValidationError } from '../../core/errors';
import { kebab, NAME_PATTERN } from '../../core/names';
import { nearest } from '../../core/nearest';
import { Place } from '../../core/place';
import { formatProblem } from '../../core/problem';
import { Problems } from '../../core/problems';
import { Secret } from '../../core/secret';
import { Site } from '../../core/site';
import { Size } from '../../core/size';
import { FakeSite } from '../fake-platform';

describe('units', () => {
  test.each([
    [Duration.seconds(1.4), 1],
    [Duration.minutes(2), 120],
    [Duration.hours(1.5), 5400],
    [Duration.days(2), 172_800],
  ])('a duration is counted in seconds (%#)', (duration, seconds) => {
    expect(duration.toSeconds()).toBe(seconds);
  });

  test.each([
    [Size.mebibytes(512), '512 MiB', 512],
    [Size.gibibytes(4), '4 GiB', 4096],
    [Size.gibibytes(1536), '1.5 TiB', 1_572_864],
    [Size.tebibytes(2048), '2 PiB', 2_147_483_648],
    [Size.mebibytes(0), '0 MiB', 0],
  ])('a size is readable in the largest unit that fits (%#)', (size, text, mebibytes) => {
    expect(size.toString()).toBe(text);
    expect(size.toMebibytes()).toBe(mebibytes);
    expect(size.toBytes()).toBe(mebibytes * 1024 ** 2);
  });

  test.each([-1, NaN, Infinity])('fails with a code when a size or duration is %p', (amount) => {
    expect(() => Size.gibibytes(amount)).toThrow(expect.objectContaining({ code: 'SizeNotPositive' }));
    expect(() => Duration.hours(amount)).toThrow(expect.objectContaining({ code: 'DurationNotPositive' }));
  });
});

describe('names', () => {
  test.each([
    ['SampleData', 'sample-data'],
    ['Notebooks', 'notebooks'],
    ['GPU Desktops', 'gpu-desktops'],
    ['hub2Go', 'hub2-go'],
    ['already-kebab', 'already-kebab'],
  ])('the construct %s names its services %s', (id, name) => {
    expect(kebab(id)).toBe(name);
    expect(name).toMatch(NAME_PATTERN);
  });

  test.each([
    ['nise', ['nice', 'gpu'], 'nice'],
    ['NICE', ['nice', 'gpu'], 'nice'],
    ['A4O', ['A16', 'A40', 'H100'], 'A40'],
    ['completely-different', ['nice', 'gpu'], undefined],
    ['nice', [], undefined],
  ])('the nearest of %s among %j is %s', (given, allowed, expected) => {
    expect(nearest(given, allowed)).toBe(expected);
  });
});

describe('secrets', () => {
  test('a secret is a place, never a value', () => {
    const references = [
      Secret.env('UMBRELLA_SECRET'),
      Secret.file('/run/secrets/umbrella'),
      Secret.sops('sites/psi/secrets.sops.yaml', 'umbrella'),
      Secret.vault('kv/daas/psi', 'umbrella'),
      Secret.site('HUB_COOKIE_SECRET'),
    ].map((s) => s.reference);
    expect(references).toEqual([
      { store: 'env', variable: 'UMBRELLA_SECRET' },
      { store: 'file', path: '/run/secrets/umbrella' },
      { store: 'sops', path: 'sites/psi/secrets.sops.yaml', key: 'umbrella' },
      { store: 'vault', path: 'kv/daas/psi', key: 'umbrella' },
      { store: 'site', name: 'HUB_COOKIE_SECRET' },
    ]);
    expect(Object.getOwnPropertyNames(Secret).filter((n) => /value|plain|from/i.test(n))).toEqual([]);
  });

  test.each(['hunter2', 'lower_case', 'WITH-DASH', '1ST', '', 'A B'])("fails with SecretName when the name is '%s'", (name) => {
    expect(() => Secret.env(name)).toThrow(expect.objectContaining({ code: 'SecretName' }));
    expect(() => Secret.site(name)).toThrow(expect.objectContaining({ code: 'SecretName' }));
  });
});

describe('problems', () => {
  test('are collected, each at its line, in the order of the site’s file and not of the calls', () => {
    const site = new FakeSite((scope) => {
      const first = Place.here();
      const second = Place.here();
      Problems.report(scope, { code: 'Late', message: 'is the second', place: second });
      Problems.report(scope, { code: 'Early', message: 'is the first', place: first, prop: 'queue', allowed: ['nice'], given: 'nise' });
    });
    expect(site.problems.map((p) => p.code)).toEqual(['Early', 'Late']);
    const [early, late] = site.problems.map((p) => /^test\/core\/core\.test\.ts:(\d+):\d+$/.exec(p.location!)!);
    expect(Number(late![1])).toBe(Number(early![1]) + 1);
    expect(formatProblem({ ...site.problems[0]!, location: 'sites/fake/site.ts:31:7' })).toMatchInlineSnapshot(`
     "sites/fake/site.ts:31:7 Early
       site-fake queue: is the first
       did you mean 'nice'?
       allowed: nice"
    `);
  });

  test('a long file keeps its order: line 9 is before line 10', () => {
    const placeAt = (line: number) => Place.ofError(Object.assign(new Error('x'), { stack: `Error: x\n    at f (/site.ts:${line}:1)` }));
    const site = new FakeSite((scope) => {
      [10, 9, 100].forEach((line) => Problems.report(scope, { code: `Line${line}`, message: 'is wrong', place: placeAt(line) }));
    });
    expect(site.problems.map((p) => p.code)).toEqual(['Line9', 'Line10', 'Line100']);
  });

  test('a site with problems is not synthesised', () => {
    const site = new FakeSite((scope) => new Check(scope, 'Hub', Place.here()).name('name', 'Not A Name'));
    expect(site.node.validate()).toEqual([expect.stringContaining('HubNameInvalid')]);
  });

  test('fails at once outside a site, since nobody collects', () => {
    const alone = new Construct(new App(), 'Alone');
    expect(() => Problems.report(alone, { code: 'Odd', message: 'is odd' })).toThrow(ValidationError);
    expect(() => Problems.report(alone, { code: 'Odd', message: 'is odd' })).toThrow(expect.objectContaining({ code: 'Odd' }));
    expect(() => Site.of(alone)).toThrow(expect.objectContaining({ code: 'SiteMissing' }));
  });

  test.each([
    [{ contact: 'user office' }, 'SiteContact', 'contact'],
    [{ domain: 'not a domain' }, 'SiteDomain', 'domain'],
    [{ domain: 'https://fake.example' }, 'SiteDomain', 'domain'],
    [{ name: 'Fake' }, 'SiteNameInvalid', 'name'],
  ])('fails when the site says %j', (props, code, prop) => {
    expect(new FakeSite(undefined, props).problems).toMatchObject([{ code, prop }]);
  });
});

describe('the blueprint', () => {
  const marker = 'VALUE_OF_A_SECRET';

  function site(): FakeSite {
    process.env['UMBRELLA_SECRET'] = marker;
    const made = new FakeSite((scope, platform) => {
      const auth = new Auth(scope, 'ZAuth', {
        platform,
        contact: 'help@fake.example',
        identities: IdentityMap.fromClaims({ user: 'u', uid: 'n', gid: 'g' }),
        federations: [Federation.umbrella({ issuer: 'https://proxy.example', clientId: 'fake', secret: Secret.env('UMBRELLA_SECRET') })],
        accounts: [
          Account.withPassword({ username: 'marie', firstName: 'M', lastName: 'D', email: 'm@d.example', password: Secret.site('PW') }),
        ],
      });
      const mounts = [Mount.local({ role: 'home', path: '/srv/home' })];
      const profiles = [Profile.cpu('small', { cores: 1, memory: Size.gibibytes(1) })];
      new Hub(scope, 'Notebooks', { platform, auth, mounts, profiles });
      Blueprint.of(scope).record(
        scope.platform,
        'again',
        () => ({}),
        () => [{ from: 'users', to: 'notebooks', port: 443, protocol: 'tcp', why: 'notebooks in the browser' }],
      );
      Blueprint.of(auth).recordSecrets(auth, () => [Secret.site('ZZ').reference, Secret.site('AA').reference]);
      Blueprint.of(mounts.length > 0 ? scope : auth).recordSecrets(scope.platform, () => [Secret.env('UMBRELLA_SECRET').reference]);
    });
    return made;
  }

  test('holds each construct once, in the order of the paths, and each connection once', () => {
    const blueprint = Blueprint.of(site());
    expect(blueprint.entries.map((e) => [e.path, e.concept])).toEqual([
      ['Notebooks', 'hub'],
      ['Platform', 'again'],
      ['ZAuth', 'auth'],
    ]);
    expect(blueprint.flows).toEqual([
      { from: 'notebooks', to: 'zauth', port: 443, protocol: 'tcp', why: 'log-ins of the notebooks' },
      { from: 'users', to: 'notebooks', port: 443, protocol: 'tcp', why: 'notebooks in the browser' },
      { from: 'users', to: 'zauth', port: 443, protocol: 'tcp', why: 'log-in pages' },
      { from: 'zauth', to: 'umbrella', port: 443, protocol: 'tcp', why: 'log-ins by UmbrellaID' },
    ]);
  });

  test('says which secrets are looked up by whom, and holds no value', () => {
    const blueprint = Blueprint.of(site());
    expect(blueprint.secrets).toEqual([
      { path: 'Platform', reference: { store: 'env', variable: 'UMBRELLA_SECRET' } },
      { path: 'ZAuth', reference: { store: 'site', name: 'AA' } },
      { path: 'ZAuth', reference: { store: 'site', name: 'ZZ' } },
    ]);
    expect(JSON.stringify([blueprint.entries, blueprint.secrets])).not.toContain(marker);
  });

  test('survives JSON: specs are plain data', () => {
    const { entries } = Blueprint.of(site());
    expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
  });

  test('a construct outside a site has a record of its own', () => {
    const root = new App();
    const alone = new Construct(root, 'Alone');
    Blueprint.of(alone).record(alone, 'odd', () => ({ n: 1 }));
    expect(Blueprint.of(root).entries).toEqual([{ concept: 'odd', path: 'Alone', spec: { n: 1 }, flows: [] }]);
  });
});
