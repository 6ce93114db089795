import * as fs from 'fs';
import * as path from 'path';
import { findCollisions } from '../../../toolkit/identity/collisions';
import type { Identity, IdentityRules } from '../../../toolkit/identity/identity-rules';
import { mapClaims } from '../../../toolkit/identity/map-claims';
import { seenFolders } from '../../../toolkit/identity/seen-folders';
import { readClaims, simulateRecord } from '../../../toolkit/identity/simulate';
import type { BlueprintRecord } from '../../../toolkit/app/blueprint-record';
import type { JsonObject } from '../../../toolkit/json';

interface Case {
  readonly title: string;
  readonly claims: JsonObject;
  readonly identity?: Identity;
  readonly code?: string;
}

const file = path.join(__dirname, '../../fixtures/identity/claims.json');
const { rules, cases } = JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly rules: IdentityRules; readonly cases: readonly Case[] };

describe('claims become what the hub makes of them', () => {
  test.each(cases.filter((c) => c.identity !== undefined))('$title', ({ claims, identity }) => {
    expect(mapClaims(claims, rules)).toEqual({ identity });
  });

  test.each(cases.filter((c) => c.code !== undefined))('fails when $title', ({ claims, code }) => {
    const mapped = mapClaims(claims, rules);
    expect('refusals' in mapped && mapped.refusals[0]?.code).toBe(code);
  });

  test('fails with all that is wrong at once', () => {
    const mapped = mapClaims({ name: 'Alice', gid: 5 }, rules);
    expect('refusals' in mapped && mapped.refusals.map((r) => [r.code, r.claim])).toEqual([
      ['identity-user-name', 'name'],
      ['identity-claim-missing', 'uid'],
      ['identity-system-account', 'gid'],
    ]);
  });
});

/** Numbers from 0 to below 1, the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('for two thousand made-up people', () => {
  const random = seeded(8);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const whole = (below: number): number => Math.floor(random() * below);
  const people = Array.from({ length: 2000 }, (_, i) => ({
    name: pick([`user${i}`, `user${i}`, `user${i}`, `U${i}`, '', '../x', 'root', ['a', 'b']]),
    uid: pick<JsonObject[string]>([20000 + i, String(20000 + i), [20000 + i], whole(70000), -whole(9), '', null]),
    gid: pick<JsonObject[string]>([20000, '20000', whole(2000), null]),
    entitlement: Array.from(
      { length: whole(5) },
      () => pick(['urn:f:p-', 'urn:f:p-', 'urn:g:p-']) + pick(['7', '8', '9', '10']) + pick(['#a', '#']),
    ),
  }));
  const mapped = people.map((claims) => mapClaims(claims, rules));
  const identities = mapped.flatMap((m) => ('identity' in m ? [m.identity] : []));

  test('some are mapped and some are refused', () => {
    expect(identities.length).toBeGreaterThan(200);
    expect(people.length - identities.length).toBeGreaterThan(200);
  });

  test('the same claims give the same user, in whatever order they come', () => {
    const turned = people.map((claims) =>
      Object.fromEntries(Object.entries({ ...claims, entitlement: [...claims.entitlement].reverse() }).reverse()),
    );
    expect(turned.map((claims) => mapClaims(claims, rules))).toEqual(mapped);
  });

  test('no number belongs to a system account', () => {
    expect(identities.filter(({ uid, gid }) => uid < 1000 || gid < 1000 || uid === 65534)).toEqual([]);
  });

  test('different people are different users, or a collision is told', () => {
    const found = findCollisions(
      identities.map((identity, index) => ({ index, identity, subject: null })),
      [],
    );
    const told = new Set(found.flatMap((c) => (c.kind === 'uid' ? [Number(c.value)] : [])));
    const rest = identities.filter(({ uid }) => !told.has(uid)).map(({ uid }) => uid);
    expect(new Set(rest).size).toBe(rest.length);
    expect(new Set(identities.map(({ user }) => user)).size).toBe(identities.length);
  });

  test('nobody sees a folder of a proposal that is not his, nor another’s home', () => {
    const raw = { name: 'raw', role: 'raw', mountPath: '/data/raw', readOnly: true, perProposal: true };
    const home = { name: 'home', role: 'home', mountPath: '/home/{user}', readOnly: false, perProposal: false };
    mapped.forEach((m, i) => {
      if ('identity' in m) {
        const own = people[i]!.entitlement.filter((e) => e.startsWith('urn:f:')).map((e) => e.slice(6, e.indexOf('#')));
        const expected = [...new Set(own)].sort();
        expect(seenFolders(raw, m.identity).map((f) => [f.path, f.folder])).toEqual(expected.map((p) => [`/data/raw/${p}`, p]));
        expect(seenFolders(home, m.identity).map((f) => [f.path, f.folder])).toEqual([[`/home/user${i}`, `user${i}`]]);
      }
    });
  });
});

describe('people of one file', () => {
  const spec = {
    identities: rules,
    mounts: [{ name: 'software', role: 'software', mountPath: '/software', readOnly: true, perProposal: false }],
    profiles: [{ name: 'small' }, { name: 'large' }],
  };
  const accounts = [
    { username: 'marie', attributes: { uidNumber: ['21001'] } },
    { username: 'operator', attributes: {} },
  ];
  const record = (concepts: readonly string[]) =>
    ({
      site: { name: 'psi' },
      entries: concepts.map((concept, i) => ({ concept, path: `${concept}${i}`, spec: concept === 'auth' ? { accounts } : spec })),
    }) as unknown as BlueprintRecord;
  const person = (name: string, uid: number, sub?: string) => ({ name, uid, gid: 4000, ...(sub !== undefined && { sub }) });

  test('see what each hub shows them', () => {
    const { users, collisions } = simulateRecord(record(['auth', 'hub', 'hub']), [person('alice', 4001)]);
    expect(users.map((u) => u.hub)).toEqual(['hub1', 'hub2']);
    expect(users[0]).toMatchObject({ profiles: ['small', 'large'], folders: [{ path: '/software', folder: '', readOnly: true }] });
    expect(collisions).toEqual([]);
  });

  test('collide by name, number and subject', () => {
    const { collisions } = simulateRecord(record(['hub']), [person('alice', 4001, 's'), person('alice', 4002), person('bob', 4001, 's')]);
    expect(collisions.map((c) => [c.kind, c.value, c.between.length])).toEqual([
      ['user', 'alice', 2],
      ['uid', '4001', 2],
      ['subject', '"s"', 2],
    ]);
  });

  test('may be an account of the site, but not share half of one', () => {
    const found = (one: JsonObject) => simulateRecord(record(['auth', 'hub']), [one]).collisions;
    expect(found(person('marie', 21001))).toEqual([]);
    expect(found(person('eve', 21001))).toEqual([
      { kind: 'uid', value: '21001', between: ['claims[0] (eve, uid 21001)', "the site's account marie (uid 21001)"] },
    ]);
    expect(found(person('marie', 6001)).map((c) => c.kind)).toEqual(['user']);
  });

  test('fails where there is no hub', () => {
    expect(() => simulateRecord(record(['auth']), [person('alice', 4001)])).toThrow("the site 'psi' has no hub");
  });

  test('fails on what are no claims', () => {
    expect(readClaims('{"a": 1}')).toEqual([{ a: 1 }]);
    expect(() => readClaims('alice')).toThrow(/not JSON/);
    expect(() => readClaims('[]')).toThrow(/neither/);
    expect(() => readClaims('[1]')).toThrow(/neither/);
  });
});
