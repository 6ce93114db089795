import { BatchCluster, ComputeNodes, Duration, GpuSharing, Queue, Scheduler, Size } from '../../constructs';
import type { BatchDeploymentSpec, BatchSpec } from '../../constructs/batch/batch-spec';
import { gresRequest } from '../../platforms/hosts/gres';
import { renderSlurmCluster } from '../../platforms/hosts/slurm-cluster-settings';
import { FakeSite } from '../fake-platform';

const HOSTS = { controller: 'ctl', addresses: { ctl: '192.0.2.1', cpu1: '192.0.2.11', cpu2: 'cpu2', gpu1: 'gpu1' } };
const MIG = { model: 'H100', count: 2, sharing: GpuSharing.mig({ profile: '1g.10gb', slicesPerGpu: 7 }) };
const SHARED = { model: 'RTX A6000', count: 2, sharing: GpuSharing.timeSlice({ usersPerGpu: 4 }) };
const WHOLE = { model: 'A40', count: 4 };
const gibibytes = (n: number) => ({ memory: Size.gibibytes(n) });

type Deployed = BatchSpec & { readonly deployment: BatchDeploymentSpec };

function cluster(controlGroups: boolean): Deployed {
  const size = { limit: Duration.hours(24), coresPerNode: 32, memoryPerNode: Size.gibibytes(256) };
  const site = new FakeSite((scope, platform) => {
    new BatchCluster(scope, 'Batch', {
      platform,
      scheduler: Scheduler.slurm({
        clusterName: 'maxwell',
        controlGroups,
        nodes: [
          ComputeNodes.named(['cpu1', 'cpu2'], { cores: 32, ...gibibytes(256) }),
          ComputeNodes.named(['gpu1'], { cores: 64, ...gibibytes(512), gpus: WHOLE }),
          ComputeNodes.named(['gpu2'], { cores: 64, ...gibibytes(512), gpus: MIG }),
          ComputeNodes.named(['gpu3'], { cores: 64, ...gibibytes(512), gpus: SHARED }),
        ],
        reservations: [
          { name: 'school', nodes: ['cpu1'], start: '2026-11-23T09:00:00', duration: Duration.hours(8), users: ['marie', 'pierre'] },
        ],
      }),
      queues: [
        Queue.named('day', size),
        Queue.named('gpu', { ...size, limit: Duration.minutes(90), gpus: WHOLE, nodes: ['gpu1'] }),
        Queue.named('slices', { ...size, gpus: MIG, nodes: ['gpu2'] }),
        Queue.named('turns', { ...size, gpus: SHARED, nodes: ['gpu3'] }),
      ],
    });
  });
  expect(site.problems).toEqual([]);
  return site.platform.given<Deployed>('bindSlurm')[0]!;
}

test('a cluster with GPUs of every kind becomes the three files of Slurm', () => {
  const { configuration, ...rest } = renderSlurmCluster(cluster(true), HOSTS);
  expect(configuration['slurm.conf']).toMatchInlineSnapshot(`
   "# Made by the kit (platforms/hosts/slurm-conf.ts): a change by hand is lost at the next deployment.
   ClusterName=maxwell
   SlurmctldHost=ctl(192.0.2.1)
   SlurmUser=slurm
   AuthType=auth/munge
   CredType=cred/munge
   MpiDefault=none
   ProctrackType=proctrack/cgroup
   TaskPlugin=task/cgroup,task/affinity
   JobAcctGatherType=jobacct_gather/cgroup
   AccountingStorageType=accounting_storage/none
   SelectType=select/cons_tres
   SelectTypeParameters=CR_Core_Memory
   EnforcePartLimits=ALL
   JobRequeue=0
   SlurmdTimeout=120
   ReturnToService=1
   StateSaveLocation=/var/lib/slurm/slurmctld
   SlurmdSpoolDir=/var/lib/slurm/slurmd
   SlurmctldPidFile=/run/slurmctld.pid
   SlurmdPidFile=/run/slurmd.pid
   SlurmctldLogFile=/var/log/slurm/slurmctld.log
   SlurmdLogFile=/var/log/slurm/slurmd.log
   GresTypes=gpu,shard
   NodeName=cpu1,cpu2 NodeAddr=192.0.2.11,cpu2 CPUs=32 RealMemory=262144 State=UNKNOWN
   NodeName=gpu1 CPUs=64 RealMemory=524288 Gres=gpu:a40:4 State=UNKNOWN
   NodeName=gpu2 CPUs=64 RealMemory=524288 Gres=gpu:1g.10gb:14 State=UNKNOWN
   NodeName=gpu3 CPUs=64 RealMemory=524288 Gres=gpu:rtx_a6000:2,shard:8 State=UNKNOWN
   PartitionName=day Nodes=ALL Default=YES MaxTime=1440 State=UP
   PartitionName=gpu Nodes=gpu1 Default=NO MaxTime=90 State=UP
   PartitionName=slices Nodes=gpu2 Default=NO MaxTime=1440 State=UP
   PartitionName=turns Nodes=gpu3 Default=NO MaxTime=1440 State=UP
   "
  `);
  expect(configuration['cgroup.conf']).toMatchInlineSnapshot(`
   "# Made by the kit (platforms/hosts/slurm-conf.ts): a change by hand is lost at the next deployment.
   ConstrainCores=yes
   ConstrainRAMSpace=yes
   ConstrainSwapSpace=yes
   ConstrainDevices=yes
   "
  `);
  expect(configuration['gres.conf']).toMatchInlineSnapshot(`
   "# Made by the kit (platforms/hosts/slurm-conf.ts): a change by hand is lost at the next deployment.
   NodeName=gpu1 Name=gpu Type=a40 File=/dev/nvidia[0-3]
   NodeName=gpu2 AutoDetect=nvml
   NodeName=gpu3 Name=gpu Type=rtx_a6000 File=/dev/nvidia[0-1]
   NodeName=gpu3 Name=shard Count=8
   "
  `);
  expect(rest).toMatchInlineSnapshot(`
   {
     "accounting": null,
     "controller": "ctl",
     "nodes": [
       "cpu1",
       "cpu2",
       "gpu1",
       "gpu2",
       "gpu3",
     ],
     "nvmlNodes": [
       "gpu2",
     ],
     "reservations": [
       {
         "name": "school",
         "options": [
           "StartTime=2026-11-23T09:00:00",
           "Duration=480",
           "Nodes=cpu1",
           "Users=marie,pierre",
         ],
       },
     ],
   }
  `);
});

test('without control groups nothing asks the kernel for them', () => {
  const { configuration } = renderSlurmCluster(cluster(false), { controller: 'ctl', addresses: {} });
  expect(Object.keys(configuration)).toEqual(['slurm.conf', 'gres.conf']);
  expect(configuration['slurm.conf']).not.toMatch(/cgroup/);
});

test.each([
  [WHOLE, 'gpu:a40:2'],
  [MIG, 'gpu:1g.10gb:2'],
  [SHARED, 'shard:2'],
  [{ ...WHOLE, resource: 'gpu:nvidia_a40' }, 'gpu:nvidia_a40:2'],
])('a job asks for what Slurm calls the GPUs (%#)', (gpus, expected) => {
  const queue = Queue.named('q', { limit: Duration.hours(1), coresPerNode: 1, memoryPerNode: Size.gibibytes(1), gpus });
  expect(gresRequest(queue.spec.gpus!, 2)).toBe(expected);
});

test('accounts of jobs become the words of sacctmgr, and Slurm refuses jobs of nobody', () => {
  const scheduler = Scheduler.slurm({
    nodes: [ComputeNodes.named(['gpu1'], { cores: 64, ...gibibytes(512), gpus: WHOLE })],
    accounting: [
      { name: 'beamline', users: ['marie', 'pierre'], description: 'Beamline 11', limits: { jobsPerUser: 4, gpus: 2 } },
      { name: 'staff', users: [] },
    ],
  });
  const size = { limit: Duration.hours(24), coresPerNode: 64, memoryPerNode: Size.gibibytes(512) };
  const spec = { name: 'batch', ...scheduler.spec, queues: [Queue.named('day', size).spec] } as Deployed;
  const { configuration, accounting } = renderSlurmCluster(spec, HOSTS);
  expect(configuration['slurm.conf']!.match(/^Accounting.*$/gm)).toEqual([
    'AccountingStorageType=accounting_storage/slurmdbd',
    'AccountingStorageHost=ctl',
    'AccountingStorageEnforce=associations,limits',
    'AccountingStorageTRES=gres/gpu',
  ]);
  expect(accounting).toMatchInlineSnapshot(`
   {
     "accounts": [
       {
         "description": "Beamline 11",
         "limits": {
           "GrpTRES=cpu": "-1",
           "GrpTRES=gres/gpu": "2",
           "MaxJobs": "4",
         },
         "name": "beamline",
         "users": [
           "marie",
           "pierre",
         ],
       },
       {
         "description": "staff",
         "limits": {
           "GrpTRES=cpu": "-1",
           "GrpTRES=gres/gpu": "-1",
           "MaxJobs": "-1",
         },
         "name": "staff",
         "users": [],
       },
     ],
     "cluster": "daas",
     "slurmdbd": "# Made by the kit (platforms/hosts/slurm-conf.ts): a change by hand is lost at the next deployment.
   DbdHost=ctl
   SlurmUser=slurm
   AuthType=auth/munge
   StorageType=accounting_storage/mysql
   StorageHost=localhost
   StorageUser=slurm
   StorageLoc=slurm_acct_db
   PidFile=/run/slurmdbd.pid
   LogFile=/var/log/slurm/slurmdbd.log
   ",
   }
  `);
});
