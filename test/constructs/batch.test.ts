import { BatchCluster, ComputeNodes, Cuda, Duration, GpuPool, GpuSharing, Queue, Scheduler, Size } from '../../constructs';
import type { QueueOptions } from '../../constructs/batch/queue';
import type { DeployedSlurm } from '../../constructs/batch/scheduler-options';
import { Blueprint } from '../../core/blueprint';
import { portText } from '../../core/port-range';
import { FakeSite, problemsOf, type FakePlatform } from '../fake-platform';

const sizes = { limit: Duration.hours(8), coresPerNode: 8, memoryPerNode: Size.gibibytes(16) };
function n1(names: string[]): ComputeNodes {
  return ComputeNodes.named(names, { cores: 64, memory: Size.gibibytes(256) });
}
const mig = (profile: string) => GpuSharing.mig({ profile, slicesPerGpu: 7 });
const queue = (name: string, more: Partial<QueueOptions> = {}) => Queue.named(name, { ...sizes, ...more });

test.each([
  ['bindSlurm', 'slurm', Scheduler.slurm()],
  ['bindGridEngine', 'grid-engine', Scheduler.gridEngine()],
  ['bindTorque', 'torque', Scheduler.torque({ existing: true })],
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
    name: 'batch',
    ...scheduler.spec,
    scheduler: kind,
    queues: [{ name: 'nice', limitSeconds: 28_800, coresPerNode: 8, memoryMebibytesPerNode: 16_384, gpus: null, nodes: null }],
  };
  expect(site.platform.given(contract)).toEqual([spec]);
  expect(site.recorded('Batch')).toEqual(spec);
  expect(site.problems).toEqual([]);
});

test.each([
  [Scheduler.slurm({ existing: true }), {}],
  [
    Scheduler.slurm({ existing: true, controller: 'slurm.fake.example', configuration: '/opt/slurm/etc', bin: '/opt/slurm/bin' }),
    { controller: 'slurm.fake.example', configuration: '/opt/slurm/etc', bin: '/opt/slurm/bin' },
  ],
  [Scheduler.gridEngine({ existing: true }), { configuration: '/var/lib/gridengine', cell: 'default', parallelEnvironment: 'smp' }],
  [
    Scheduler.gridEngine({ existing: true, root: '/opt/uge', cell: 'hpc', parallelEnvironment: 'openmp', controller: 'uge' }),
    { controller: 'uge', configuration: '/opt/uge', cell: 'hpc', parallelEnvironment: 'openmp' },
  ],
  [Scheduler.torque({ existing: true, controller: 'pbs' }), { controller: 'pbs' }],
] as const)('an existing scheduler says how it is reached, and deploys nothing (%#)', (scheduler, access) => {
  const own = { controller: null, configuration: null, cell: null, parallelEnvironment: null, bin: null };
  expect(scheduler.spec).toMatchObject({ existing: true, deployment: null, access: { ...own, ...access } });
});

test('a deployed cluster is told by its nodes, and its flows are those of its ports', () => {
  const nodes = [ComputeNodes.named(['n1', 'n2'], { cores: 8, memory: Size.gibibytes(16) })];
  const flows = (scheduler: Scheduler<FakePlatform>) => {
    const site = new FakeSite((scope, platform) => new BatchCluster(scope, 'Batch', { platform, scheduler, queues: [queue('nice')] }));
    expect(site.problems).toEqual([]);
    return Blueprint.of(site).flows.map((f) => `${f.from} -> ${f.to}:${portText(f.port)}`);
  };
  expect(flows(Scheduler.slurm({ nodes }))).toEqual([
    'compute -> controller:6817',
    'controller -> compute:6818',
    'login -> controller:6817',
  ]);
  expect(flows(Scheduler.gridEngine({ nodes }))).toEqual([
    'compute -> controller:6444',
    'controller -> compute:6445',
    'login -> controller:6444',
  ]);
  expect(flows(Scheduler.torque({ existing: true, controller: 'pbs' }))).toEqual(['login -> pbs:15001']);
  expect(flows(Scheduler.slurm())).toEqual([]);
});

test.each([
  ['BatchAccountName', 'scheduler.accounting[0].name', { name: 'Beam Line', users: [] }],
  ['BatchAccountName', 'scheduler.accounting[0].name', { name: 'root', users: [] }],
  ['BatchAccountUser', 'scheduler.accounting[0].users[0]', { name: 'staff', users: ['marie,pierre'] }],
  ['BatchAccountDescription', 'scheduler.accounting[0].description', { name: 'staff', users: [], description: 'a|b' }],
  ['BatchNumberInvalid', 'scheduler.accounting[0].limits.cores', { name: 'staff', users: [], limits: { cores: 1.5 } }],
])('fails with %s for an account that Slurm would not take', (code, prop, account) => {
  const found = problemsOf((scope, platform) => {
    const nodes = [ComputeNodes.named(['n1'], { cores: 64, memory: Size.gibibytes(512) })];
    new BatchCluster(scope, 'Batch', { platform, scheduler: Scheduler.slurm({ nodes, accounting: [account] }), queues: [queue('nice')] });
  });
  expect(found.map((p) => [p.code, p.prop])).toEqual([[code, prop]]);
});

test.each([
  ['BatchNoQueue', 'queues', []],
  ['BatchQueueName', 'queues[0].name', [queue('long queue')]],
  ['BatchNameTwice', 'queues[1].name', [queue('nice'), queue('nice')]],
  ['BatchNumberInvalid', 'queues[0].coresPerNode', [queue('nice', { coresPerNode: 0 })]],
  ['BatchNumberInvalid', 'queues[0].memoryPerNode', [queue('nice', { memoryPerNode: Size.mebibytes(0) })]],
  ['BatchNumberInvalid', 'queues[0].gpus.count', [queue('gpu', { gpus: { model: 'A40', count: 0.5 } })]],
  ['BatchModuleName', 'queues[0].gpus.cuda', [queue('gpu', { gpus: { model: 'A100', count: 1, cuda: Cuda.module('cuda; id') } })]],
  ['BatchPathInvalid', 'queues[0].gpus.cuda', [queue('gpu', { gpus: { model: 'A100', count: 1, cuda: Cuda.prefix('cuda') } })]],
  ['BatchMigProfile', 'queues[0].gpus.sharing.profile', [queue('gpu', { gpus: { model: 'A100', count: 1, sharing: mig('1g') } })]],
  ['BatchGpuResource', 'queues[0].gpus.resource', [queue('gpu', { gpus: { model: 'A40', count: 1, resource: 'gpu a40' } })]],
])('fails with %s at %s (%#)', (code, prop, queues) => {
  const found = problemsOf((scope, platform) => new BatchCluster(scope, 'Batch', { platform, scheduler: Scheduler.slurm(), queues }));
  expect(found).toEqual([{ code, prop, construct: 'site-fake/Batch', message: expect.any(String) }]);
});

const big = { cores: 64, memory: Size.gibibytes(256) };
const reservation = { name: 'school', nodes: ['n1'], start: '2026-11-23T09:00:00', duration: Duration.hours(8), users: ['marie'] };

test.each<[string, string, DeployedSlurm, Queue[]]>([
  ['BatchNodeName', 'scheduler.nodes[0].names[0]', { nodes: [ComputeNodes.named(['n 1'], big)] }, [queue('q')]],
  [
    'BatchNumberInvalid',
    'scheduler.nodes[0].cores',
    { nodes: [ComputeNodes.named(['n1'], { ...big, cores: 0.5 }), n1(['n2'])] },
    [queue('q')],
  ],
  [
    'BatchNumberInvalid',
    'scheduler.nodes[0].memory',
    { nodes: [ComputeNodes.named(['n1'], { ...big, memory: Size.mebibytes(0) }), n1(['n2'])] },
    [queue('q')],
  ],
  ['BatchNameTwice', 'scheduler.nodes[1].name', { nodes: [n1(['n1', 'n1'])] }, [queue('q')]],
  ['BatchQueueTooLarge', 'queues[0].coresPerNode', { nodes: [n1(['n1'])] }, [queue('q', { coresPerNode: 65 })]],
  ['BatchQueueTooLarge', 'queues[0].memoryPerNode', { nodes: [n1(['n1'])] }, [queue('q', { memoryPerNode: Size.tebibytes(1) })]],
  ['BatchQueueTooLarge', 'queues[0].gpus', { nodes: [n1(['n1'])] }, [queue('q', { gpus: { model: 'A40', count: 1 } })]],
  [
    'BatchReservationStart',
    'scheduler.reservations[0].start',
    { nodes: [n1(['n1'])], reservations: [{ ...reservation, start: 'now' }] },
    [queue('q')],
  ],
  ['BatchPathInvalid', 'scheduler.configuration', { existing: true, configuration: 'etc' } as unknown as DeployedSlurm, [queue('q')]],
])('fails with %s at %s of a cluster (%#)', (code, prop, options, queues) => {
  const found = problemsOf(
    (scope, platform) => new BatchCluster(scope, 'Batch', { platform, scheduler: Scheduler.slurm(options), queues }),
  );
  expect(found).toEqual([{ code, prop, construct: 'site-fake/Batch', message: expect.any(String) }]);
});

test.each<[string, DeployedSlurm, Queue[]]>([
  ['queues[0].nodes', { nodes: [n1(['node1'])] }, [queue('q', { nodes: ['node2'] })]],
  ['scheduler.reservations[0].nodes', { nodes: [n1(['node1'])], reservations: [{ ...reservation, nodes: ['node2'] }] }, [queue('q')]],
])('fails with BatchNodeUnknown at %s, and names the node that was meant', (prop, options, queues) => {
  const found = problemsOf(
    (scope, platform) => new BatchCluster(scope, 'Batch', { platform, scheduler: Scheduler.slurm(options), queues }),
  );
  const near = { allowed: ['node1'], nearest: 'node1' };
  expect(found).toEqual([{ code: 'BatchNodeUnknown', prop, construct: 'site-fake/Batch', message: expect.any(String), ...near }]);
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
