import {
  Account,
  Auth,
  BatchCluster,
  Duration,
  GpuSharing,
  Hub,
  IdentityMap,
  Mount,
  Profile,
  Queue,
  Scheduler,
  Secret,
  Size,
} from '../../constructs';
import { Blueprint } from '../../core/blueprint';
import { portText } from '../../core/port-range';
import type { HubBinding } from '../../constructs/hub/hub-spec';
import { FakeSite, problemsOf, type FakePlatform } from '../fake-platform';

const size = { cores: 1, memory: Size.gibibytes(2) };
const small = Profile.cpu('small', size);

function slurm(site: FakeSite, platform: FakePlatform): BatchCluster {
  return new BatchCluster(site, 'Batch', {
    platform,
    scheduler: Scheduler.slurm({ existing: true }),
    queues: [
      Queue.named('nice', { limit: Duration.hours(8), coresPerNode: 8, memoryPerNode: Size.gibibytes(16) }),
      Queue.named('gpu', {
        limit: Duration.hours(24),
        coresPerNode: 64,
        memoryPerNode: Size.gibibytes(512),
        gpus: { model: 'A40', count: 2 },
      }),
    ],
  });
}

function hub(site: FakeSite, platform: FakePlatform, { batch, profiles }: { batch?: boolean; profiles: Profile[] }): Hub {
  const auth = new Auth(site, 'Auth', {
    platform,
    contact: 'help@fake.example',
    identities: IdentityMap.fromClaims({ user: 'u', uid: 'n', gid: 'g' }),
    accounts: [
      Account.withPassword({ username: 'marie', firstName: 'M', lastName: 'D', email: 'm@fake.example', password: Secret.site('PW') }),
    ],
  });
  return new Hub(site, 'Notebooks', {
    platform,
    auth,
    mounts: [Mount.nfs({ role: 'home', server: 'nfs.fake.example', path: '/home' })],
    profiles,
    ...(batch === true && { batch: slurm(site, platform) }),
  });
}

const bound = (site: FakeSite) => site.platform.given<HubBinding>('bindHub')[0]!;

test.each<[string, Profile, string]>([
  [
    'the queue that could run it',
    Profile.cpu('p', { cores: 32, memory: Size.gibibytes(2) }),
    "wants 32, but queue 'nice' has at most 8 cores a node; the job would never start; queue 'gpu' could run it",
  ],
  [
    'the nearest, with its sizes',
    Profile.cpu('p', { cores: 128, memory: Size.gibibytes(2), queue: 'nice' }),
    "wants 128, but queue 'nice' has at most 8 cores a node; the job would never start; " +
      "the nearest is queue 'gpu': 64 cores, 524288 MiB, 2 × A40, 86400 seconds",
  ],
])('fails for a profile that its queue cannot run, and names %s', (_what, profile, message) => {
  const found = problemsOf((scope, platform) => hub(scope, platform, { batch: true, profiles: [profile] }));
  expect(found.map((p) => p.message)).toEqual([message]);
});

describe('GPUs that are shared', () => {
  const sharing = GpuSharing.mig({ profile: '1g.10gb', slicesPerGpu: 7 });
  const compose = (gpus: number, mig?: string) => (scope: FakeSite, platform: FakePlatform) => {
    const sizes = { limit: Duration.hours(8), coresPerNode: 64, memoryPerNode: Size.gibibytes(512) };
    const queues = [Queue.named('slices', { ...sizes, gpus: { model: 'H100', count: 2, sharing } })];
    const batch = new BatchCluster(scope, 'Batch', { platform, scheduler: Scheduler.slurm({ existing: true }), queues });
    const profile = Profile.gpu('slice', { ...size, model: 'H100', gpus, batch, ...(mig !== undefined && { mig }) });
    hub(scope, platform, { profiles: [profile] });
  };

  test('are asked for by MIG profile, as many as the slices of a node', () => {
    const site = new FakeSite(compose(14, '1g.10gb'));
    expect(site.problems).toEqual([]);
    expect(bound(site).profiles[0]).toMatchObject({
      cluster: 'batch',
      gpu: { model: 'H100', count: 14, mig: '1g.10gb' },
      description: '1 core, 2 GiB memory, 14 × H100 1g.10gb, up to 8 h',
    });
  });

  test('fails with HubMigUnknown for a slice of another size, and names those that are there', () => {
    const found = problemsOf(compose(1, '2g.20gb'));
    expect(found).toMatchObject([{ code: 'HubMigUnknown', prop: 'profiles[0].mig', allowed: ['1g.10gb'], nearest: '1g.10gb' }]);
  });

  test('fails with HubProfileTooLarge for more slices than a node has', () => {
    expect(problemsOf(compose(15)).map((p) => [p.code, p.prop])).toEqual([['HubProfileTooLarge', 'profiles[0].gpus']]);
  });
});

test('fails with HubChoiceOfOne where partitions of one cluster among several could be chosen', () => {
  const found = problemsOf((scope, platform) => {
    const queues = [Queue.named('day', { limit: Duration.days(1), coresPerNode: 8, memoryPerNode: Size.gibibytes(64) })];
    const scheduler = Scheduler.slurm({ existing: true, choice: 'partitions' });
    const other = new BatchCluster(scope, 'Other', { platform, scheduler, queues }) as BatchCluster;
    const size = { cores: 1, memory: Size.gibibytes(2) };
    hub(scope, platform, { batch: true, profiles: [Profile.cpu('small', size), Profile.cpu('other', { ...size, batch: other })] });
  });
  expect(found.map((p) => [p.code, p.prop])).toEqual([['HubChoiceOfOne', 'batch']]);
});

test('a hub offers the clusters that its profiles name beside its own', () => {
  const site = new FakeSite((scope, platform) => {
    const sizes = { limit: Duration.hours(8), coresPerNode: 8, memoryPerNode: Size.gibibytes(16) };
    const old = new BatchCluster(scope, 'Old', {
      platform,
      scheduler: Scheduler.torque({ existing: true }),
      queues: [Queue.named('workq', sizes)],
    });
    hub(scope, platform, { batch: true, profiles: [small, Profile.cpu('old', { ...size, batch: old })] });
  });
  expect(site.problems).toEqual([]);
  expect(bound(site).clusters.map((c) => [c.name, c.scheduler])).toEqual([
    ['batch', 'slurm'],
    ['old', 'torque'],
  ]);
  expect(Blueprint.of(site).flows.map((f) => `${f.from} -> ${f.to}:${portText(f.port)}`)).toEqual(
    expect.arrayContaining(['hub -> controller:6817', 'hub -> controller:15001']),
  );
  expect(bound(site).profiles.map((p) => [p.cluster, p.queue])).toEqual([
    ['batch', 'nice'],
    ['old', 'workq'],
  ]);
});
