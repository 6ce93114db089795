import { judgeHosts } from '../../../../toolkit/preflight/hosts/hosts';
import type { HostNeeds } from '../../../../toolkit/preflight/hosts/host-needs';
import type { HostsSeen, TaskSeen } from '../../../../toolkit/preflight/hosts/seen';

const NEEDS: HostNeeds = {
  inventory: 'sites/psi/hosts.yml',
  directory: '/opt/daas',
  roles: [
    { role: 'base', groups: ['hub', 'compute'] },
    { role: 'hub', groups: ['hub'] },
    { role: 'mount', groups: ['all'] },
  ],
  schedulers: [],
  queues: [
    { cluster: 'batch', scheduler: 'slurm', queue: 'day', gpus: 0 },
    { cluster: 'batch', scheduler: 'slurm', queue: 'gpu', gpus: 4 },
  ],
  hubPort: 8081,
};
const SINFO = 'day*|1-00:00:00|32|262144|(null)\ngpu|infinite|64|515000|gpu:a100:4(S:0-1)';

const seen = (host: string, task: string, output: string, more: Partial<TaskSeen> = {}): TaskSeen => ({
  host,
  task,
  item: '',
  state: 'ok',
  output,
  error: '',
  asked: 1000,
  answered: 1002,
  ...more,
});

const HEALTHY: readonly TaskSeen[] = [
  ...['front', 'node'].flatMap((host) => [
    seen(host, 'Clock', '1001.5'),
    seen(host, 'Sudo', '0'),
    seen(host, 'Disk', host === 'front' ? '2048' : '1024'),
  ]),
  seen('front', 'Queues', SINFO, { item: 'batch' }),
  seen('front', 'Listen', ''),
  seen('node', 'Connect', ''),
];

const judge = (tasks: readonly TaskSeen[], needs = NEEDS) => {
  const report: HostsSeen = { hosts: { front: ['all', 'hub'], node: ['all', 'compute'] }, seen: tasks };
  return judgeHosts(needs, report);
};
/** The same with something else of one task on one host. */
const but = (host: string, task: string, change: Partial<TaskSeen>) =>
  HEALTHY.map((s) => (s.host === host && s.task === task ? { ...s, ...change } : s));

test('hosts that have all of it have no problem', () => {
  expect(judge(HEALTHY)).toEqual({ problems: [], notes: [] });
});

const failed = (error: string): Partial<TaskSeen> => ({ state: 'failed', output: '', error });
const lost: readonly TaskSeen[] = [
  ...HEALTHY.filter((s) => s.host !== 'node'),
  seen('node', 'Clock', '', { state: 'unreachable', error: 'Connection timed out' }),
];

/** What is broken, the one problem that must say so, and what it must tell. */
const FAULTS: readonly (readonly [string, readonly TaskSeen[], string, RegExp, RegExp])[] = [
  ['a host that SSH doesn’t reach', lost, 'HostUnreachable', /node .*Connection timed out/, /ssh node/],
  [
    'a host where Ansible can’t work',
    but('node', 'Clock', failed('python3: not found')),
    'HostPython',
    /node: python3/,
    /install Python 3/,
  ],
  ['an account without sudo', but('node', 'Sudo', failed('Missing sudo password')), 'HostSudo', /node: Missing sudo/, /without a password/],
  ['sudo that makes nobody root', but('node', 'Sudo', { output: '1000' }), 'HostSudo', /uid 1000/, /sudo without a password on node/],
  ['a clock that is ahead', but('node', 'Clock', { output: '1032.5' }), 'ClockSkew', /node is 31 s ahead of/, /chrony/],
  ['a clock that is behind', but('node', 'Clock', { output: '900' }), 'ClockSkew', /node is 100 s behind/, /chrony/],
  [
    'a disk without room, by one MiB',
    but('front', 'Disk', { output: '2047' }),
    'DiskFull',
    /front has 2047 MiB.*2048 MiB are needed/,
    /\/opt\/daas of front/,
  ],
  [
    'a partition that isn’t there',
    but('front', 'Queues', { output: SINFO.replace('gpu|', 'gpus|') }),
    'QueueMissing',
    /no partition 'gpu'/,
    /there are: day, gpus/,
  ],
  [
    'GPUs that a partition hasn’t',
    but('front', 'Queues', { output: SINFO.replace(':4(', ':3(') }),
    'QueueGpus',
    /'gpu' of batch have 3 GPUs.*states 4/,
    /gres\.conf/,
  ],
  [
    'a scheduler that doesn’t answer',
    but('front', 'Queues', failed('slurm_load_partitions: timeout')),
    'SchedulerSilent',
    /front says: slurm_load/,
    /by hand/,
  ],
  [
    'a hub that nodes don’t reach',
    but('node', 'Connect', failed('Timeout when waiting for hub:8081')),
    'HubUnreachable',
    /port 8081 .*from node: Timeout/,
    /daas_address.*firewalls/,
  ],
];

test.each(FAULTS)('fails for %s, by exactly that, with the right next step', (_, tasks, code, message, remedy) => {
  const { problems } = judge(tasks);
  expect(problems.map((p) => p.code)).toEqual([code]);
  expect(problems[0]!.message).toMatch(message);
  expect(problems[0]!.remedy).toMatch(remedy);
});

test('a clock is not blamed for a slow answer', () => {
  expect(judge(but('node', 'Clock', { asked: 900, answered: 1002 })).problems).toEqual([]);
});

test('one host that asks the scheduler is enough', () => {
  expect(judge([...HEALTHY, seen('login', 'Queues', '', { item: 'batch', ...failed('sinfo: not found') })]).problems).toEqual([]);
});

test('queues of Grid Engine and Torque are looked for by name, and what they don’t tell of GPUs is said', () => {
  const queues = NEEDS.queues.map((q) => ({ ...q, scheduler: 'grid-engine' as const }));
  const { problems, notes } = judge(but('front', 'Queues', { output: 'all.q\ngpu\n' }), { ...NEEDS, queues });
  expect(problems.map((p) => p.message)).toEqual(["the scheduler batch has no queue 'day'"]);
  expect(notes).toEqual([expect.stringContaining('look at gpu')]);
});

test('fails once for many hosts with one cause, and names some of them', () => {
  const nodes = Array.from({ length: 40 }, (_, i) => `node${i}`);
  const error = (host: string) =>
    `Task failed: no data to "${host}". Make sure this host can be reached over ssh: ${host}: Connection timed out`;
  const { problems } = judge(nodes.map((host) => seen(host, 'Clock', '', { state: 'unreachable', error: error(host) })));
  expect(problems.map((p) => p.message)).toEqual([
    "node0, node1, node2, node3, node4, node5, node6, node7 and 32 more can't be reached by SSH: it: Connection timed out",
  ]);
});

test('fails with everything at once', () => {
  const all = lost.map((s) => (s.task === 'Disk' ? { ...s, output: '1' } : s.task === 'Queues' ? { ...s, output: '' } : s));
  expect(judge(all).problems.map((p) => p.code)).toEqual(['HostUnreachable', 'DiskFull', 'QueueMissing', 'QueueMissing']);
});
