import type { BatchSpec, QueueSpec } from '../../constructs/batch/batch-spec';
import { grantable } from '../../constructs/batch/node-gpus';
import type { CudaSpec } from '../../constructs/gpu/gpu-spec';
import type { HubClusterSpec, HubSpec, ProfileSpec } from '../../constructs/hub/hub-spec';
import type { PortRange } from '../../core/port-range';
import { schedulerEnvironment } from '../../core/scheduler-environment';
import { gresName, gresRequest } from './gres';
import type { TargetSpec } from './target';

/** Folder of the programs that submit jobs, as the role job_submit makes it. */
const PROGRAMS = '/usr/local/libexec/daas';

/** `spawner` of the settings of jupyterhub_daas. On hosts jobs are their users' own; this machine has one account. Pure. */
export function renderSpawner(
  clusters: readonly HubClusterSpec[],
  target: TargetSpec['kind'],
  sandbox: string,
  ports: PortRange | null,
): object {
  if (clusters.length === 0) {
    return { kind: 'local', sandbox };
  }
  if (target === 'local') {
    return { kind: 'slurm', sandbox, conf: clusters[0]!.endpoint.configurationFile, bin: null };
  }
  return { kind: 'batch', sudo: '/usr/bin/sudo', ports: ports && { first: ports.from, last: ports.to }, clusters: clusters.map(spoken) };
}

function spoken({ scheduler, name, access, choice, queues }: HubClusterSpec): object {
  const parallelEnvironment = access?.parallelEnvironment ?? 'smp';
  return {
    kind: scheduler,
    name,
    command: `${PROGRAMS}/job-${name}`,
    ...(scheduler === 'grid-engine' && { parallelEnvironment }),
    ...(choice === 'partitions' && { partitions: queues.map(partition) }),
  };
}

function partition({ name, coresPerNode, memoryMebibytesPerNode, limitSeconds, gpus }: QueueSpec): object {
  return {
    name,
    cores: coresPerNode,
    memoryMebibytes: memoryMebibytesPerNode,
    limitSeconds,
    ...(gpus !== null && { gpus: grantable(gpus), gpu: gpus.model, gres: gresName(gpus), cuda: cudaSettings(gpus.cuda) }),
  };
}

/** What a profile asks the scheduler for beside cores and memory: `gpu:a40:1`; null without GPU. Pure. */
export function renderGres(profile: ProfileSpec, clusters: HubSpec['clusters']): string | null {
  const cluster = clusters.find((c) => c.name === profile.cluster);
  const gpus = queueOf(profile, clusters)?.gpus ?? null;
  if (profile.gpu === null || cluster === undefined || gpus === null) {
    return null;
  }
  switch (cluster.scheduler) {
    case 'slurm':
      return gresRequest(gpus, profile.gpu.count);
    case 'grid-engine':
      return `${gpus.resource ?? 'gpu'}=${profile.gpu.count}`;
    case 'torque':
      return `${gpus.resource ?? 'gpus'}=${profile.gpu.count}`;
  }
}

/** CUDA toolkit of a profile with GPUs: `{ module }` or `{ prefix }`; null for none. Pure. */
export function renderCuda(profile: ProfileSpec, clusters: HubSpec['clusters']): object | null {
  return cudaSettings(profile.gpu === null ? null : (queueOf(profile, clusters)?.gpus?.cuda ?? null));
}

function cudaSettings(cuda: CudaSpec | null): object | null {
  return cuda === null ? null : cuda.kind === 'module' ? { module: cuda.module } : { prefix: cuda.prefix };
}

function queueOf(profile: ProfileSpec, clusters: HubSpec['clusters']): QueueSpec | undefined {
  return clusters.find((c) => c.name === profile.cluster)?.queues.find((q) => q.name === profile.queue);
}

/** A cluster for the role job_submit: how its program finds the scheduler. Pure. */
export interface SubmittingCluster {
  readonly name: string;
  readonly kind: BatchSpec['scheduler'];
  readonly bin: string | null;
  readonly environment: Readonly<Record<string, string>>;
}

/** Settings of the role job_submit. Pure. */
export function renderJobSubmit(clusters: readonly BatchSpec[], group: string | null): object {
  return { group, clusters: clusters.map(submitting) };
}

function submitting({ name, scheduler, access }: BatchSpec): SubmittingCluster {
  return { name, kind: scheduler, bin: access?.bin ?? null, environment: schedulerEnvironment(scheduler, access) };
}
