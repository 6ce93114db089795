import type { BatchDeploymentSpec, ComputeNodesSpec, QueueSpec } from '../../constructs/batch/batch-spec';
import type { ClusterHosts } from './batch-hosts';
import { gresList, gresOf } from './gres';

const BANNER = '# Made by the kit (platforms/hosts/slurm-conf.ts): a change by hand is lost at the next deployment.\n';

/** slurm.conf of a cluster with one controller. Pure. */
export function renderSlurmConf(deployment: BatchDeploymentSpec, queues: readonly QueueSpec[], hosts: ClusterHosts): string {
  const { clusterName, nodes, controlGroups } = deployment;
  const gres = [...new Set(nodes.flatMap((n) => (n.gpus === null ? [] : gresOf(n.gpus).map((g) => g.name))))].sort();
  const settings: readonly (readonly [string, string])[] = [
    ['ClusterName', clusterName],
    ['SlurmctldHost', controllerHost(hosts)],
    ['SlurmUser', 'slurm'],
    ['AuthType', 'auth/munge'],
    ['CredType', 'cred/munge'],
    ['MpiDefault', 'none'],
    ['ProctrackType', controlGroups ? 'proctrack/cgroup' : 'proctrack/linuxproc'],
    ['TaskPlugin', controlGroups ? 'task/cgroup,task/affinity' : 'task/none'],
    ['JobAcctGatherType', controlGroups ? 'jobacct_gather/cgroup' : 'jobacct_gather/none'],
    ...accountingSettings(deployment, hosts, gres),
    ['SelectType', 'select/cons_tres'],
    ['SelectTypeParameters', 'CR_Core_Memory'],
    // A job that no partition can run is refused at once instead of waiting for ever.
    ['EnforcePartLimits', 'ALL'],
    // A notebook that starts again somewhere else is one that its user doesn't find.
    ['JobRequeue', '0'],
    // Sooner than the hub gives up a start, so that its user learns that the node is dead.
    ['SlurmdTimeout', '120'],
    ['ReturnToService', '1'],
    ['StateSaveLocation', '/var/lib/slurm/slurmctld'],
    ['SlurmdSpoolDir', '/var/lib/slurm/slurmd'],
    ['SlurmctldPidFile', '/run/slurmctld.pid'],
    ['SlurmdPidFile', '/run/slurmd.pid'],
    ['SlurmctldLogFile', '/var/log/slurm/slurmctld.log'],
    ['SlurmdLogFile', '/var/log/slurm/slurmd.log'],
    ...(gres.length === 0 ? [] : [['GresTypes', gres.join(',')] as const]),
  ];
  const lines = [...settings.map(([k, v]) => `${k}=${v}`), ...nodes.map((n) => nodeLine(n, hosts.addresses)), ...queues.map(partitionLine)];
  return `${BANNER}${lines.join('\n')}\n`;
}

/** slurmdbd.conf: its database lets in who runs as the user slurm, so that there is no password. Pure. */
export function renderSlurmdbdConf({ controller }: ClusterHosts): string {
  const settings: readonly (readonly [string, string])[] = [
    ['DbdHost', controller],
    ['SlurmUser', 'slurm'],
    ['AuthType', 'auth/munge'],
    ['StorageType', 'accounting_storage/mysql'],
    ['StorageHost', 'localhost'],
    ['StorageUser', 'slurm'],
    ['StorageLoc', 'slurm_acct_db'],
    ['PidFile', '/run/slurmdbd.pid'],
    ['LogFile', '/var/log/slurm/slurmdbd.log'],
  ];
  return `${BANNER}${settings.map(([k, v]) => `${k}=${v}`).join('\n')}\n`;
}

/** cgroup.conf: jobs get what they asked for, and no device of others. Pure. */
export function renderCgroupConf(): string {
  return `${BANNER}ConstrainCores=yes\nConstrainRAMSpace=yes\nConstrainSwapSpace=yes\nConstrainDevices=yes\n`;
}

/** gres.conf: which devices are which GPUs; MIG slices are found by NVML, since their devices have no fixed names. Pure. */
export function renderGresConf(nodes: readonly ComputeNodesSpec[]): string {
  return `${BANNER}${nodes.flatMap(gresLines).join('\n')}\n`;
}

/** Nodes that need Slurm's plugin for NVML. Pure. */
export function nvmlNodes(nodes: readonly ComputeNodesSpec[]): readonly string[] {
  return nodes.filter((n) => n.gpus?.sharing.kind === 'mig').flatMap((n) => n.names);
}

function accountingSettings(
  { accounts }: BatchDeploymentSpec,
  { controller }: ClusterHosts,
  gres: readonly string[],
): readonly (readonly [string, string])[] {
  if (accounts.length === 0) {
    return [['AccountingStorageType', 'accounting_storage/none']];
  }
  return [
    ['AccountingStorageType', 'accounting_storage/slurmdbd'],
    ['AccountingStorageHost', controller],
    // Without an account no job; limits are nothing without it.
    ['AccountingStorageEnforce', 'associations,limits'],
    ...(gres.includes('gpu') ? [['AccountingStorageTRES', 'gres/gpu'] as const] : []),
  ];
}

function controllerHost({ controller, addresses }: ClusterHosts): string {
  const address = addresses[controller];
  return address === undefined || address === controller ? controller : `${controller}(${address})`;
}

function nodeLine({ names, cores, memoryMebibytes, gpus }: ComputeNodesSpec, addresses: ClusterHosts['addresses']): string {
  const known = names.map((name) => addresses[name] ?? name);
  const address = known.every((a, i) => a === names[i]) ? '' : ` NodeAddr=${known.join(',')}`;
  const gres = gpus === null ? '' : ` Gres=${gresList(gpus)}`;
  return `NodeName=${names.join(',')}${address} CPUs=${cores} RealMemory=${memoryMebibytes}${gres} State=UNKNOWN`;
}

function partitionLine(queue: QueueSpec, index: number): string {
  const nodes = queue.nodes === null ? 'ALL' : queue.nodes.join(',');
  const minutes = Math.ceil(queue.limitSeconds / 60);
  return `PartitionName=${queue.name} Nodes=${nodes} Default=${index === 0 ? 'YES' : 'NO'} MaxTime=${minutes} State=UP`;
}

function gresLines({ names, gpus }: ComputeNodesSpec): string[] {
  if (gpus === null) {
    return [];
  }
  const nodes = `NodeName=${names.join(',')}`;
  if (gpus.sharing.kind === 'mig') {
    return [`${nodes} AutoDetect=nvml`];
  }
  const devices = gpus.count === 1 ? '/dev/nvidia0' : `/dev/nvidia[0-${gpus.count - 1}]`;
  return gresOf(gpus).map(({ name, type, count }) =>
    name === 'gpu' ? `${nodes} Name=gpu Type=${type} File=${devices}` : `${nodes} Name=${name} Count=${count}`,
  );
}
