import type { GpuSharingSpec } from '../../core/gpu-sharing';

/** How users share one GPU. */
export class GpuSharing {
  /** One user has a whole GPU. */
  public static whole(): GpuSharing {
    return new GpuSharing({ kind: 'whole' });
  }

  /** Multi-instance GPU: slices with memory of their own. `profile` is NVIDIA's name: `1g.10gb`. */
  public static mig(options: { readonly profile: string; readonly slicesPerGpu: number }): GpuSharing {
    return new GpuSharing({ kind: 'mig', ...options });
  }

  /**
   * Users take turns. There is no wall between their memory: one user's allocation can starve the others, so it suits
   * courses better than production.
   */
  public static timeSlice(options: { readonly usersPerGpu: number }): GpuSharing {
    return new GpuSharing({ kind: 'time-slice', ...options });
  }

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: GpuSharingSpec,
  ) {}
}
