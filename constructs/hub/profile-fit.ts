import type { Check } from '../../core/check';
import type { BatchSpec, QueueSpec } from '../batch/batch-spec';
import type { GpuPoolSpec } from '../gpu/gpu-spec';
import type { ProfileSpec } from './hub-spec';
import type { Profile } from './profile';

/** The profile with its queue, after a check that the batch cluster or the GPU pools can satisfy it. */
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
    checkGpu(
      check,
      prop,
      profile,
      pools.map((p) => p.model),
    );
    return spec;
  }
  const names = batch.queues.map((q) => q.name);
  const wanted = spec.queue ?? names[0] ?? '';
  const queue = batch.queues.find((q) => q.name === wanted);
  if (queue === undefined) {
    check.oneOf('QueueUnknown', `${prop}.queue`, wanted, names, 'queue', place);
    return spec;
  }
  checkSizes(check, prop, profile, queue);
  checkGpu(check, prop, profile, queue.gpus === null ? [] : [queue.gpus.model]);
  return { ...spec, queue: queue.name };
}

function checkSizes(check: Check, prop: string, { spec, place }: Profile, queue: QueueSpec): void {
  const limits: readonly [string, number, number, string][] = [
    ['cores', spec.cores, queue.coresPerNode, 'cores a node'],
    ['memory', spec.memoryMebibytes, queue.memoryMebibytesPerNode, 'MiB a node'],
    ['limit', spec.limitSeconds, queue.limitSeconds, 'seconds'],
    ['gpus', spec.gpu?.count ?? 0, queue.gpus?.count ?? 0, 'GPUs a node'],
  ];
  for (const [name, wanted, most, unit] of limits) {
    if (wanted > most) {
      const message = `wants ${wanted}, but queue '${queue.name}' has at most ${most} ${unit}; the job would never start`;
      check.report('ProfileTooLarge', `${prop}.${name}`, message, { place });
    }
  }
}

function checkGpu(check: Check, prop: string, { spec, place }: Profile, models: readonly string[]): void {
  if (spec.gpu !== null) {
    check.oneOf('GpuUnknown', `${prop}.model`, spec.gpu.model, models, 'GPU model', place);
  }
}
