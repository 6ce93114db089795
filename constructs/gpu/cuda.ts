import type { CudaSpec } from './gpu-spec';

/** The CUDA toolkit of nodes with GPUs. Which GPUs a job has is the scheduler's word (CUDA_VISIBLE_DEVICES), not this. */
export class Cuda {
  /** An environment module: `cuda/12.6`. */
  public static module(module: string): Cuda {
    return new Cuda({ kind: 'module', module });
  }

  /** A folder on the nodes, with `bin` and `lib64`: `/usr/local/cuda-12.6`. */
  public static prefix(prefix: string): Cuda {
    return new Cuda({ kind: 'prefix', prefix });
  }

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: CudaSpec,
  ) {}
}
