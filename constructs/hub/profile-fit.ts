import type { BatchSpec, QueueSpec } from '../batch/batch-spec';
import { grantable } from '../batch/node-gpus';
import type { Check } from '../../core/check';
import type { GpuPoolSpec } from '../gpu/gpu-spec';
import type { ProfileSpec } from './hub-spec';
import type { Profile } from './profile';

/** The profile with its cluster and queue, after a check that the batch cluster or the GPU pools can satisfy it. */
export function fitProfile(
  check: Check,
  prop: string,
  profile: Profile,
  batch: BatchSpec | null,
  pools: readonly GpuPoolSpec[],
): ProfileSpec {
  const { spec, place } = profile;
  if (batch === null) {
    if (spec.queue !== null) {
      check.report('QueueWithoutBatch', `${prop}.queue`, `names queue '${spec.queue}', but the hub has no batch cluster`, { place });
    }
    checkGpu(check, prop, profile, pools);
    return spec;
  }
  const names = batch.queues.map((q) => q.name);
  const wanted = spec.queue ?? names[0] ?? '';
  const queue = batch.queues.find((q) => q.name === wanted);
  if (queue === undefined) {
    check.oneOf('QueueUnknown', `${prop}.queue`, wanted, names, 'queue', place);
    return spec;
  }
  const gpuFits = checkGpu(check, prop, profile, queue.gpus === null ? [] : [queue.gpus]);
  for (const { name, wants, most, unit } of shortages(spec, queue)) {
    // A model that isn't there has been reported, and its number with it.
    if (name !== 'gpus' || gpuFits) {
      const message = `wants ${wants}, but queue '${queue.name}' has at most ${most} ${unit}; the job would never start`;
      check.report('ProfileTooLarge', `${prop}.${name}`, `${message}; ${nearest(spec, batch.queues)}`, { place });
    }
  }
  return { ...spec, cluster: batch.name, queue: queue.name };
}

interface Shortage {
  readonly name: string;
  readonly wants: number;
  readonly most: number;
  readonly unit: string;
}

function shortages(spec: ProfileSpec, queue: QueueSpec): readonly Shortage[] {
  const limits: readonly Shortage[] = [
    { name: 'cores', wants: spec.cores, most: queue.coresPerNode, unit: 'cores a node' },
    { name: 'memory', wants: spec.memoryMebibytes, most: queue.memoryMebibytesPerNode, unit: 'MiB a node' },
    { name: 'limit', wants: spec.limitSeconds, most: queue.limitSeconds, unit: 'seconds' },
    { name: 'gpus', wants: spec.gpu?.count ?? 0, most: grantable(queue.gpus), unit: 'GPUs a node' },
  ];
  return limits.filter((l) => l.wants > l.most);
}

/** The queue that can run the profile, or the one that lacks least, and what it has. */
function nearest(spec: ProfileSpec, queues: readonly QueueSpec[]): string {
  const lack = (q: QueueSpec): number => {
    const model = spec.gpu !== null && !offers(q.gpus, spec.gpu) ? 1 : 0;
    return model + shortages(spec, q).reduce((sum, s) => sum + 1 - s.most / s.wants, 0);
  };
  const [best] = [...queues].sort((a, b) => lack(a) - lack(b));
  return lack(best!) === 0 ? `queue '${best!.name}' could run it` : `the nearest is queue '${best!.name}': ${sizes(best!)}`;
}

function sizes({ coresPerNode, memoryMebibytesPerNode, limitSeconds, gpus }: QueueSpec): string {
  const cards = gpus === null ? [] : [`${grantable(gpus)} × ${gpus.model}`];
  return [`${coresPerNode} cores`, `${memoryMebibytesPerNode} MiB`, ...cards, `${limitSeconds} seconds`].join(', ');
}

function checkGpu(check: Check, prop: string, { spec, place }: Profile, offered: readonly GpuPoolSpec[]): boolean {
  const { gpu } = spec;
  if (gpu === null) {
    return true;
  }
  const models = [...new Set(offered.map((p) => p.model))];
  if (!check.oneOf('GpuUnknown', `${prop}.model`, gpu.model, models, 'GPU model', place)) {
    return false;
  }
  if (!offered.some((pool) => offers(pool, gpu))) {
    const slices = offered.flatMap((p) => (p.model === gpu.model && p.sharing.kind === 'mig' ? [p.sharing.profile] : []));
    check.oneOf('MigUnknown', `${prop}.mig`, gpu.mig ?? '', slices, 'MIG profile', place);
    return false;
  }
  return true;
}

function offers(pool: GpuPoolSpec | null, gpu: NonNullable<ProfileSpec['gpu']>): boolean {
  if (pool?.model !== gpu.model) {
    return false;
  }
  return gpu.mig === null || (pool.sharing.kind === 'mig' && pool.sharing.profile === gpu.mig);
}
