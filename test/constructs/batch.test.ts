import { BatchCluster, Duration, GpuPool, GpuSharing, Queue, Scheduler, Size } from '../../constructs';
import type { QueueOptions } from '../../constructs/batch/queue';
import { FakeSite, problemsOf } from '../fake-platform';

const sizes = { limit: Duration.hours(8), coresPerNode: 8, memoryPerNode: Size.gibibytes(16) };
const queue = (name: string, more: Partial<QueueOptions> = {}) => Queue.named(name, { ...sizes, ...more });

test.each([
  ['bindSlurm', 'slurm', Scheduler.slurm()],
  ['bindGridEngine', 'grid-engine', Scheduler.gridEngine()],
  ['bindTorque', 'torque', Scheduler.torque()],
] as const)('%s gets the spec of a %s cluster', (contract, kind, scheduler) => {
  const site = new FakeSite((scope, platform) => {
    const cluster = new BatchCluster(scope, 'Batch', {
      platform,
      scheduler: scheduler as Scheduler<typeof platform>,
      queues: [queue('nice')],
    });
    expect(cluster.endpoint).toEqual({ scheduler: kind, configurationFile: null });
  });
  const spec = {
    scheduler: kind,
    existing: false,
    queues: [{ name: 'nice', limitSeconds: 28_800, coresPerNode: 8, memoryMebibytesPerNode: 16_384, gpus: null }],
  };
  expect(site.platform.given(contract)).toEqual([spec]);
  expect(site.recorded('Batch')).toEqual(spec);
  expect(site.problems).toEqual([]);
});

test('an existing scheduler says so, whichever it is', () => {
  const kinds = [Scheduler.slurm({ existing: true }), Scheduler.gridEngine({ existing: true }), Scheduler.torque({ existing: true })];
  expect(kinds.map((s) => s.existing)).toEqual([true, true, true]);
});

test.each([
  ['BatchNoQueue', 'queues', []],
  ['BatchQueueName', 'queues[0].name', [queue('long queue')]],
  ['BatchNameTwice', 'queues[1].name', [queue('nice'), queue('nice')]],
  ['BatchNumberInvalid', 'queues[0].coresPerNode', [queue('nice', { coresPerNode: 0 })]],
  ['BatchNumberInvalid', 'queues[0].memoryPerNode', [queue('nice', { memoryPerNode: Size.mebibytes(0) })]],
  ['BatchNumberInvalid', 'queues[0].gpus.count', [queue('gpu', { gpus: { model: 'A40', count: 0.5 } })]],
])('fails with %s at %s (%#)', (code, prop, queues) => {
  const found = problemsOf((scope, platform) => new BatchCluster(scope, 'Batch', { platform, scheduler: Scheduler.slurm(), queues }));
  expect(found).toEqual([{ code, prop, construct: 'site-fake/Batch', message: expect.any(String) }]);
});

test.each([
  [undefined, { kind: 'whole' }],
  [GpuSharing.mig({ profile: '1g.10gb', slicesPerGpu: 7 }), { kind: 'mig', profile: '1g.10gb', slicesPerGpu: 7 }],
  [GpuSharing.mig({ profile: '1g.10gb+me', slicesPerGpu: 1 }), { kind: 'mig', profile: '1g.10gb+me', slicesPerGpu: 1 }],
  [GpuSharing.timeSlice({ usersPerGpu: 4 }), { kind: 'time-slice', usersPerGpu: 4 }],
])('GPUs are shared as the site says, and not at all otherwise (%#)', (sharing, expected) => {
  const site = new FakeSite((scope, platform) => {
    const pool = new GpuPool(scope, 'Gpus', { platform, model: 'H100', count: 2, ...(sharing && { sharing }) });
    expect(pool.endpoint).toEqual({ resource: 'gpu:H100' });
  });
  expect(site.problems).toEqual([]);
  expect(site.platform.given('bindGpuPool')).toEqual([{ model: 'H100', count: 2, sharing: expected }]);
  expect(site.recorded('Gpus')).toEqual({ model: 'H100', count: 2, sharing: expected });
});

test('fails with every problem of a GPU pool at once', () => {
  const sharing = GpuSharing.mig({ profile: '1g10gb', slicesPerGpu: 7 });
  expect(problemsOf((scope, platform) => new GpuPool(scope, 'Gpus', { platform, model: 'H100', count: 0, sharing }))).toEqual([
    { code: 'GpuNumberInvalid', prop: 'count', construct: 'site-fake/Gpus', message: "must be a whole number of 1 or more, got '0'" },
    {
      code: 'GpuMigProfile',
      prop: 'sharing.profile',
      construct: 'site-fake/Gpus',
      message: "must be a MIG profile such as '1g.10gb', got '1g10gb'",
    },
  ]);
});
