import type { Construct } from 'constructs';
import type { GpuEndpoint, GpuPoolSpec } from './gpu-spec';

/** A platform that can offer GPUs. */
export interface IGpuHost {
  /** Called once by GpuPool. */
  bindGpuPool(scope: Construct, spec: GpuPoolSpec): GpuEndpoint;
}
