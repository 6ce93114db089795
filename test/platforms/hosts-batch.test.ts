import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {
  BatchCluster,
  ComputeNodes,
  Cuda,
  Duration,
  Environment,
  GpuSharing,
  Profile,
  Queue,
  Scheduler,
  Size,
  Software,
} from '../../constructs';
import { renderEnvironmentCheck } from '../../platforms/hosts/environment-check';
import type { HubClusterSpec, ProfileSpec } from '../../constructs/hub/hub-spec';
import { renderCuda, renderGres, renderJobSubmit, renderSpawner } from '../../platforms/hosts/batch-spawner';
import { renderKernelSource } from '../../platforms/hosts/kernel-source';
import { HostsPlatform } from '../../platforms/hosts/hosts-platform';
import { FakeSite, problemsOf } from '../fake-platform';
import { synthesised } from '../synthesised';

const INVENTORY = `
all:
  children:
    hub: { hosts: { hub: { ansible_host: 192.0.2.2 } } }
    controller: { hosts: { ctl: { ansible_host: 192.0.2.3 } } }
    compute: { hosts: { node1: { ansible_host: 192.0.2.4 }, node2: { ansible_host: 192.0.2.5 } } }
`;
const SIZES = { limit: Duration.hours(8), coresPerNode: 4, memoryPerNode: Size.gibibytes(8) };
const GPUS = { model: 'A40', count: 2 };
const queues = [Queue.named('day', SIZES), Queue.named('gpu', { ...SIZES, gpus: GPUS, nodes: ['node2'] })];
const nodes = [
  ComputeNodes.named(['node1'], { cores: 4, memory: Size.gibibytes(8) }),
  ComputeNodes.named(['node2'], { cores: 8, memory: Size.gibibytes(16), gpus: GPUS }),
];

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'inventory-'));
  fs.writeFileSync(path.join(folder, 'hosts.yml'), INVENTORY);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const ssh = (site: FakeSite): HostsPlatform => HostsPlatform.ssh(site, 'Cluster', { inventory: path.join(folder, 'hosts.yml') });

type Resource = {
  readonly input?: { readonly role: string; readonly target: { readonly hosts: string; readonly runAs: string }; readonly secrets: object };
  readonly triggers_replace?: { readonly settings: Record<string, unknown> };
};

function plays(scheduler: Scheduler<HostsPlatform>): { service: Resource; settings: Resource } | null {
  const site = new FakeSite((s) => {
    new BatchCluster(s, 'Batch', { platform: ssh(s), scheduler, queues });
  });
  expect(site.problems).toEqual([]);
  const { resource = {} } = synthesised(site) as { resource?: { terraform_data?: Record<string, Resource> } };
  const all = Object.entries(resource.terraform_data ?? {});
  const of = (name: RegExp): Resource | undefined => all.find(([key]) => name.test(key))?.[1];
  const service = of(/^Batch_Play_Service/);
  if (service === undefined) {
    expect(all).toEqual([]);
    return null;
  }
  return { service, settings: of(/^Batch_Play_Settings/)! };
}

test('a deployed Slurm is a play on controller, nodes and hosts that submit, with the key by reference', () => {
  const { service, settings } = plays(Scheduler.slurm({ nodes }))!;
  expect(service.input).toMatchObject({ role: 'slurm_cluster', target: { hosts: 'controller:compute:hub:login', runAs: 'root' } });
  expect(JSON.stringify(service.input?.secrets)).toContain('MUNGE_KEY');
  expect(settings.triggers_replace?.settings).toMatchObject({ controller: 'ctl', nodes: ['node1', 'node2'] });
  const conf = (settings.triggers_replace?.settings as { configuration: Record<string, string> }).configuration['slurm.conf'];
  expect(conf).toContain('SlurmctldHost=ctl(192.0.2.3)');
  expect(conf).toContain('NodeName=node2 NodeAddr=192.0.2.5 CPUs=8');
});

test('a deployed Grid Engine gets its queues, slots and consumables', () => {
  const { service, settings } = plays(Scheduler.gridEngine({ nodes }))!;
  expect(service.input).toMatchObject({ role: 'grid_engine', target: { hosts: 'controller:compute:hub:login', runAs: 'root' } });
  expect(settings.triggers_replace?.settings).toMatchInlineSnapshot(`
   {
     "complexValues": {
       "node1": "slots=4,h_vmem=8192M",
       "node2": "slots=8,h_vmem=16384M,gpu=2",
     },
     "controller": "ctl",
     "nodes": [
       "node1",
       "node2",
     ],
     "queues": {
       "day": {
         "h_rt": "8:00:00",
         "hostlist": "node1 node2",
         "slots": "1,[node1=4],[node2=8]",
       },
       "gpu": {
         "h_rt": "8:00:00",
         "hostlist": "node2",
         "slots": "1,[node2=8]",
       },
     },
     "submitHosts": [
       "ctl",
       "hub",
     ],
   }
  `);
});

test.each([
  Scheduler.slurm({ existing: true }),
  Scheduler.gridEngine({ existing: true }),
  Scheduler.torque({ existing: true }),
] as Scheduler<HostsPlatform>[])('an existing scheduler gets no play at all, nor do the hosts that submit to it (%#)', (scheduler) => {
  expect(plays(scheduler)).toBeNull();
});

test.each([
  ['HostsNodeUnknown', [ComputeNodes.named(['node3'], { cores: 8, memory: Size.gibibytes(16), gpus: GPUS })]],
  ['HostsNodesMissing', []],
])('fails with %s for nodes that the inventory does not have', (code, given) => {
  const found = problemsOf((s) => {
    const scheduler = Scheduler.slurm({ nodes: given });
    new BatchCluster(s, 'Batch', { platform: ssh(s), scheduler, queues: [Queue.named('day', SIZES)] });
  });
  expect(found).toMatchObject([{ code, prop: 'scheduler.nodes', allowed: ['node1', 'node2'] }]);
});

test('fails with HostsControllers without a host for the controller', () => {
  fs.writeFileSync(path.join(folder, 'no-controller.yml'), INVENTORY.replace(/ *controller:.*\n/, ''));
  const found = problemsOf((s) => {
    const platform = HostsPlatform.ssh(s, 'Cluster', { inventory: path.join(folder, 'no-controller.yml') });
    new BatchCluster(s, 'Batch', { platform, scheduler: Scheduler.slurm({ nodes }), queues });
  });
  expect(found.map((p) => p.code)).toEqual(['HostsControllers']);
});

test.each([Scheduler.gridEngine(), Scheduler.torque({ existing: true })] as Scheduler<HostsPlatform>[])(
  'fails with HostsSchedulerKind for anything but Slurm on this machine (%#)',
  (scheduler) => {
    const found = problemsOf((s) => {
      const platform = HostsPlatform.local(s, 'Machine', { directory: '/var/tmp/daas-fake', firstPort: 9000, account: 'daas-fake' });
      new BatchCluster(s, 'Batch', { platform, scheduler, queues: [Queue.named('day', SIZES)] });
    });
    expect(found.map((p) => p.code)).toEqual(['HostsSchedulerKind']);
  },
);

describe('a hub with several schedulers', () => {
  const cluster = (name: string, scheduler: Scheduler<never>): HubClusterSpec => {
    const { spec } = scheduler;
    const endpoint = { scheduler: spec.scheduler, configurationFile: null };
    return { name, ...spec, queues: queues.map((q) => q.spec), endpoint };
  };
  const clusters = [
    cluster('batch', Scheduler.slurm({ existing: true, configuration: '/opt/slurm/etc', bin: '/opt/slurm/bin' })),
    cluster('uge', Scheduler.gridEngine({ existing: true, root: '/opt/uge', cell: 'hpc', parallelEnvironment: 'openmp' })),
    cluster('old', Scheduler.torque({ existing: true, controller: 'pbs' })),
  ];

  test('speaks each language through a program of its own', () => {
    expect(renderSpawner(clusters, 'ssh', '/opt/daas/bwrap', { from: 28000, to: 28999 })).toMatchInlineSnapshot(`
     {
       "clusters": [
         {
           "command": "/usr/local/libexec/daas/job-batch",
           "kind": "slurm",
           "name": "batch",
         },
         {
           "command": "/usr/local/libexec/daas/job-uge",
           "kind": "grid-engine",
           "name": "uge",
           "parallelEnvironment": "openmp",
         },
         {
           "command": "/usr/local/libexec/daas/job-old",
           "kind": "torque",
           "name": "old",
         },
       ],
       "kind": "batch",
       "ports": {
         "first": 28000,
         "last": 28999,
       },
       "sudo": "/usr/bin/sudo",
     }
    `);
    expect(renderJobSubmit(clusters, 'users')).toMatchInlineSnapshot(`
     {
       "clusters": [
         {
           "bin": "/opt/slurm/bin",
           "environment": {
             "SLURM_CONF": "/opt/slurm/etc/slurm.conf",
           },
           "kind": "slurm",
           "name": "batch",
         },
         {
           "bin": null,
           "environment": {
             "SGE_CELL": "hpc",
             "SGE_ROOT": "/opt/uge",
           },
           "kind": "grid-engine",
           "name": "uge",
         },
         {
           "bin": null,
           "environment": {
             "PBS_DEFAULT": "pbs",
           },
           "kind": "torque",
           "name": "old",
         },
       ],
       "group": "users",
     }
    `);
  });

  test.each([
    ['batch', 'gpu:a40:1'],
    ['uge', 'gpu=1'],
    ['old', 'gpus=1'],
  ])('asks %s for GPUs as %s', (name, expected) => {
    const profile = { cluster: name, queue: 'gpu', gpu: { model: 'A40', count: 1, mig: null } } as ProfileSpec;
    expect(renderGres(profile, clusters)).toBe(expected);
    expect(renderGres({ ...profile, gpu: null }, clusters)).toBeNull();
  });
});

test('partitions that users choose from are the queues, with what the scheduler calls their GPUs', () => {
  const gpus = { model: 'H100', count: 2, sharing: GpuSharing.mig({ profile: '1g.10gb', slicesPerGpu: 7 }), cuda: Cuda.module('cuda') };
  const sizes = { limit: Duration.hours(8), coresPerNode: 64, memoryPerNode: Size.gibibytes(512) };
  const cluster = {
    name: 'batch',
    ...Scheduler.slurm({ existing: true, choice: 'partitions' }).spec,
    queues: [Queue.named('day', sizes), Queue.named('gpu', { ...sizes, gpus })].map((q) => q.spec),
    endpoint: { scheduler: 'slurm', configurationFile: null },
  } as const;
  const rendered = renderSpawner([cluster], 'ssh', '/bwrap', null) as { clusters: { partitions: unknown }[] };
  const common = { cores: 64, memoryMebibytes: 524_288, limitSeconds: 28_800 };
  expect(rendered.clusters[0]!.partitions).toEqual([
    { name: 'day', ...common },
    { name: 'gpu', ...common, gpus: 14, gpu: 'H100', gres: 'gpu:1g.10gb', cuda: { module: 'cuda' } },
  ]);
});

test('a hub of this machine has one account, and one without cluster starts processes', () => {
  expect(renderSpawner([], 'ssh', '/bwrap', { from: 28000, to: 28999 })).toEqual({ kind: 'local', sandbox: '/bwrap' });
  const local = {
    name: 'batch',
    ...Scheduler.slurm().spec,
    queues: [],
    endpoint: { scheduler: 'slurm', configurationFile: '/s.conf' },
  } as const;
  expect(renderSpawner([local], 'local', '/bwrap', null)).toEqual({ kind: 'slurm', sandbox: '/bwrap', conf: '/s.conf', bin: null });
});

test.each([
  [Environment.venv({ name: 'saxs', title: 'S', requirements: 'saxs.txt' }), { prefix: '/opt/daas/env/saxs' }],
  [Environment.conda({ name: 'saxs', title: 'S', prefix: '/opt/conda/saxs' }), { prefix: '/opt/conda/saxs' }],
  [Environment.cvmfs({ name: 'saxs', title: 'S', path: '/cvmfs/sw.facility.example/saxs' }), { prefix: '/cvmfs/sw.facility.example/saxs' }],
  [Environment.module({ name: 'saxs', title: 'S', module: 'saxs/2025' }), { module: 'saxs/2025' }],
  [Environment.apptainer({ name: 'saxs', title: 'S', image: '/images/saxs.sif' }), { image: '/images/saxs.sif' }],
])('a kernel comes from where the environment is (%#)', (environment, source) => {
  expect(renderKernelSource(environment.spec, '/opt/daas/env')).toEqual({ name: 'saxs', title: 'S', ...source });
});

test.each([
  [Environment.conda({ name: 'saxs', title: 'S', prefix: '/opt/conda/saxs' }), "'/opt/conda/saxs/bin/python' -c 'import ipykernel'"],
  [Environment.cvmfs({ name: 'saxs', title: 'S', path: '/cvmfs/sw/saxs' }), "'/cvmfs/sw/saxs/bin/python' -c 'import ipykernel'"],
  [Environment.module({ name: 'saxs', title: 'S', module: 'saxs/2025' }), "module load 'saxs/2025' && python -c 'import ipykernel'"],
  [Environment.apptainer({ name: 'saxs', title: 'S', image: '/i/saxs.sif' }), "apptainer exec '/i/saxs.sif' python -c 'import ipykernel'"],
])('an environment of the facility is tried on the nodes, as a kernel would be (%#)', (environment, command) => {
  expect(renderEnvironmentCheck(environment.spec)).toMatchObject({ name: 'saxs', command });
});

test('what the kit installs isn’t looked for, nor are images that hosts can’t run', () => {
  expect(renderEnvironmentCheck(Software.pyFai().spec.environment)).toBeNull();
  expect(renderEnvironmentCheck(Environment.image({ name: 'saxs', title: 'S', image: 'registry.fake.example/saxs:1' }).spec)).toBeNull();
});

test.each([
  [Cuda.module('cuda/12.6'), { module: 'cuda/12.6' }],
  [Cuda.prefix('/usr/local/cuda-12.6'), { prefix: '/usr/local/cuda-12.6' }],
  [undefined, null],
])('a profile with GPUs finds the toolkit of its queue, one without does not (%#)', (cuda, rendered) => {
  const gpus = { model: 'A100', count: 4, ...(cuda && { cuda }) };
  const queue = Queue.named('gpu', { limit: Duration.hours(8), coresPerNode: 64, memoryPerNode: Size.gibibytes(512), gpus });
  const clusters = [
    { name: 'batch', ...Scheduler.slurm().spec, queues: [queue.spec], endpoint: { scheduler: 'slurm', configurationFile: null } },
  ] as const;
  const profile = Profile.gpu('gpu', { model: 'A100', gpus: 1, cores: 8, memory: Size.gibibytes(64) }).spec;
  const placed = { ...profile, cluster: 'batch', queue: 'gpu' };
  expect(renderCuda(placed, clusters)).toEqual(rendered);
  expect(renderCuda({ ...placed, gpu: null }, clusters)).toBeNull();
});
