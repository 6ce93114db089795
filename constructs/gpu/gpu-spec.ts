import type { GpuSharingSpec } from '../../core/gpu-sharing';

/** Where the CUDA toolkit is. Plain data. */
export type CudaSpec = { readonly kind: 'module'; readonly module: string } | { readonly kind: 'prefix'; readonly prefix: string };

/** GPUs of one model as plain data. */
export interface GpuPoolSpec {
  /** `A40`. */
  readonly model: string;
  /** Whole GPUs in the pool. */
  readonly count: number;
  readonly sharing: GpuSharingSpec;
}

/** How others ask for GPUs of the pool. Plain data. */
export interface GpuEndpoint {
  /** What a request is called on the platform: a resource, flavour or gres name. */
  readonly resource: string;
}
