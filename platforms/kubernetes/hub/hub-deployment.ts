import type { GpuPoolSpec } from '../../../constructs/gpu/gpu-spec';
import type { HubBinding } from '../../../constructs/hub/hub-spec';
import type { HubDatabaseSpec } from '../hub-database';

/** A hub with what the cluster adds to it. Plain data. */
export interface HubDeployment {
  readonly hub: HubBinding;
  readonly gpuPools: readonly GpuPoolSpec[];
  readonly database: HubDatabaseSpec;
  /** Places that are kept ready: pods of the first profile's size that give way to a user's at once. */
  readonly placeholders: number;
  /** The kit's own modules for the hub: name -> Python source. */
  readonly modules: Readonly<Record<string, string>>;
}
