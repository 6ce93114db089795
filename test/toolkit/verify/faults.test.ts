import { judgeUseCase } from '../../../toolkit/verify/judge/use-case';
import { judgeLogIn, judgeRefusal } from '../../../toolkit/verify/judge/log-in';
import { HEALTHY, judgeWorld, withRaw, withSession, type World } from './site';

const failures = (world: World) => judgeWorld(world).filter((r) => r.status === 'failed');

test('a facility where everything is right fails no check', () => {
  expect(failures(HEALTHY)).toEqual([]);
  const passed = judgeWorld(HEALTHY).filter((r) => r.status === 'passed');
  expect(passed.map((r) => r.id)).toMatchInlineSnapshot(`
   [
     "a8.tls.notebooks.site.example",
     "a3.spawn.notebooks.gpu",
     "a4.ids.notebooks.gpu",
     "a8.isolation.notebooks.gpu",
     "a6.batch.notebooks.gpu",
     "a6.gpu.notebooks.gpu",
     "a4.mount.notebooks.home",
     "a4.writable.notebooks.home",
     "a4.mount.notebooks.raw",
     "a4.read-only.notebooks.raw",
     "a4.own.notebooks.raw",
     "a8.metadata.notebooks",
     "a7.bandwidth.notebooks",
   ]
  `);
});

const expired = { ...HEALTHY.tls, validTo: '2026-10-01T00:00:00.000Z', problem: 'CERT_HAS_EXPIRED' };
const late = { ready: false, seconds: 180, messages: ['Job 77 runs on gpu-3; the notebook server starts.', 'not ready after 180 s'] };
const dead = { ready: false, seconds: 180, messages: ['Job 77 waits: Resources', 'The job 77 still waits after 175 s: Nodes DOWN.'] };
const elsewhere = { ready: true, seconds: 3, messages: ['Server ready'] };

/** What is broken, the one check that must say so, and what it must tell. */
const FAULTS: readonly (readonly [string, World, string, RegExp, RegExp])[] = [
  ['a wrong uid', withSession({ uid: 33001, mounts: home(33001) }), 'a4.ids.notebooks.gpu', /uid 33001/, /claims of the log-in/],
  ['a uid of the system', withSession({ uid: 0, mounts: home(0), gid: 0 }), 'a4.ids.notebooks.gpu', /below 1000/, /IdentityMap/],
  [
    'a raw mount that can be written',
    withRaw({ attempts: [{ path: '/data/raw/proposal-1', error: '', uid: 21001, gid: 21001 }] }),
    'a4.read-only.notebooks.raw',
    /proposal-1 could be opened for writing/,
    /mount 'raw' read-only/,
  ],
  [
    'raw data of others that can be seen',
    withRaw({ entries: ['proposal-1', 'proposal-9'], opened: ['proposal-1', 'proposal-9'] }),
    'a4.own.notebooks.raw',
    /proposal-9/,
    /groups and modes/,
  ],
  ['an expired certificate', { ...HEALTHY, tls: expired }, 'a8.tls.notebooks.site.example', /ended on 2026-10-01/, /renew it now/],
  [
    'a certificate that ends soon',
    { ...HEALTHY, tls: { ...HEALTHY.tls, validTo: '2026-11-08T00:00:00.000Z' } },
    'a8.tls.notebooks.site.example',
    /ends in 6 days/,
    /14 days must be left/,
  ],
  ['a spawn that takes too long', { ...HEALTHY, spawn: late }, 'a3.spawn.notebooks.gpu', /not ready after 180/, /log of the job/],
  ['a dead batch queue', { ...HEALTHY, spawn: dead }, 'a6.batch.notebooks.gpu', /never ran.*Nodes DOWN/, /queue 'gpus'.*sinfo/],
  [
    'a session that never went through the scheduler',
    { spawn: elsewhere, tls: HEALTHY.tls, session: { ...HEALTHY.session, job: '' } },
    'a6.batch.notebooks.gpu',
    /is no job/,
    /queue 'gpus'/,
  ],
  ['a GPU that is missing', withSession({ gpus: [] }), 'a6.gpu.notebooks.gpu', /no GPU; 1 × A40/, /gres of queue 'gpus'/],
  ['a GPU of another model', withSession({ gpus: ['GPU 0: Tesla T4'] }), 'a6.gpu.notebooks.gpu', /Tesla T4/, /gres/],
  ['a metadata service that answers', withSession({ metadata: true }), 'a8.metadata.notebooks', /169\.254/, /block the metadata/],
  [
    'a session with capabilities',
    withSession({ capabilities: '00000000a80425fb' }),
    'a8.isolation.notebooks.gpu',
    /capabilities/,
    /spawner/,
  ],
  ['a slow mount', withSession({ writeSpeed: 3 }), 'a7.bandwidth.notebooks', /writes 3 MiB/, /fio/],
];

function home(uid: number) {
  const seen = HEALTHY.session.mounts['home']!;
  return { ...HEALTHY.session.mounts, home: { ...seen, uid, attempts: [{ path: '/home/marie', error: '', uid, gid: uid }] } };
}

test.each(FAULTS)('fails exactly one check for %s, with the right next step', (_, world, id, evidence, next) => {
  // Root is wrong twice: by its number and by its power.
  const found = failures(world).filter((r) => !(world.session.uid === 0 && r.id.startsWith('a8.isolation')));
  expect(found.map((r) => r.id)).toEqual([id]);
  expect(found[0]!.evidence).toMatch(evidence);
  expect(found[0]!.next).toMatch(next);
});

test('what needs a session that never came is not judged, neither good nor bad', () => {
  const results = judgeWorld({ ...HEALTHY, spawn: late });
  expect(results.find((r) => r.id === 'a4.read-only.notebooks.raw')?.status).toBe('blocked');
  expect(results.find((r) => r.id === 'a5.use-case.notebooks.saxs')?.status).toBe('blocked');
});

describe('a use case', () => {
  const output = (text: string, error = '') => judgeUseCase({ text, error }).status;
  test('passes by its number', () => {
    expect(output('CHECK saxs ok value=1.076200 expected=1.076256 tolerance=0.0005\n')).toBe('passed');
  });
  test('fails by its number, whatever the notebook says', () => {
    expect(output('CHECK saxs ok value=1.09 expected=1.076256 tolerance=0.0005\n')).toBe('failed');
  });
  test('fails without a number, with the error that stopped it', () => {
    expect(judgeUseCase({ text: '', error: 'RuntimeError: DAAS_RAW is not set' })).toMatchObject({
      status: 'failed',
      evidence: 'RuntimeError: DAAS_RAW is not set',
    });
  });
});

describe('a log-in', () => {
  const refused = {
    kind: 'stopped',
    at: 'https://login.site.example/x',
    status: 403,
    text: 'No account. Write to office@site.example',
  } as const;
  test('of a stranger passes when the refusal names whom to ask', () => {
    expect(judgeRefusal(refused, 'office@site.example').status).toBe('passed');
  });
  test('of a stranger fails when the refusal leaves him alone', () => {
    expect(judgeRefusal({ ...refused, text: 'Forbidden' }, 'office@site.example').status).toBe('failed');
  });
  test('of a stranger is not judged when the password was wrong', () => {
    expect(judgeRefusal({ ...refused, text: 'Invalid username or password.' }, 'office@site.example').status).toBe('blocked');
  });
  test('fails for an account that gets stuck', () => {
    expect(judgeLogIn(refused)).toMatchObject({ status: 'failed', evidence: expect.stringContaining('(403)') as string });
  });
});
