import type { Check } from '../../core/check';
import { sharesPerGpu } from '../../core/gpu-sharing';
import { MODULE_NAME } from '../../core/names';
import type { Place } from '../../core/place';
import type { Cuda } from '../gpu/cuda';
import { GpuSharing } from '../gpu/gpu-sharing';
import { MIG_PROFILE } from '../gpu/mig-profile';
import type { NodeGpusSpec } from './batch-spec';

/** GPUs of one node. */
export interface NodeGpus {
  /** NVIDIA's short name: `A40`. */
  readonly model: string;
  /** Whole GPUs. */
  readonly count: number;
  /**
   * How jobs share one GPU: MIG slices, or turns.
   *
   * @default - not at all: a job has whole GPUs
   */
  readonly sharing?: GpuSharing;
  /**
   * What the scheduler calls one, without the number: Slurm `gpu:nvidia_a40`, Grid Engine the complex `gpu`.
   *
   * @default - Slurm `gpu:` and the model in lower case or the MIG profile, elsewhere `gpu`
   */
  readonly resource?: string;
  /**
   * CUDA toolkit that notebooks with these GPUs find, for environments that compile or that bring none.
   *
   * @default - none: PyTorch and its like bring their own
   */
  readonly cuda?: Cuda;
}

/** As plain data. */
export function nodeGpusSpec(gpus: NodeGpus | undefined): NodeGpusSpec | null {
  if (gpus === undefined) {
    return null;
  }
  const { model, count, resource = null, cuda } = gpus;
  return { model, count, sharing: (gpus.sharing ?? GpuSharing.whole()).spec, resource, cuda: cuda?.spec ?? null };
}

/** What jobs can ask for on one node: GPUs, slices or turns. */
export function grantable(gpus: NodeGpusSpec | null): number {
  return gpus === null ? 0 : gpus.count * sharesPerGpu(gpus.sharing);
}

/** Reports what can't work. */
export function checkNodeGpus(check: Check, prop: string, gpus: NodeGpusSpec | null, place: Place): void {
  if (gpus === null) {
    return;
  }
  const { sharing, resource, cuda } = gpus;
  check.wholeNumber(`${prop}.count`, gpus.count, 1, place);
  check.wholeNumber(`${prop}.sharing`, sharesPerGpu(sharing), 1, place);
  if (sharing.kind === 'mig' && !MIG_PROFILE.test(sharing.profile)) {
    const message = `must be a MIG profile such as '1g.10gb', got '${sharing.profile}'`;
    check.report('MigProfile', `${prop}.sharing.profile`, message, { place });
  }
  if (cuda?.kind === 'prefix') {
    check.absolutePath(`${prop}.cuda`, cuda.prefix, place);
  } else if (cuda?.kind === 'module' && !MODULE_NAME.test(cuda.module)) {
    check.report('ModuleName', `${prop}.cuda`, `must be the name of a module such as 'cuda/12.6', got '${cuda.module}'`, { place });
  }
  if (resource !== null && !/^[\w.:-]+$/.test(resource)) {
    check.report('GpuResource', `${prop}.resource`, `must be a name such as 'gpu:a40', got '${resource}'`, { place });
  }
}
