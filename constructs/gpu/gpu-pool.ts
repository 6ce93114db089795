import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { IGpuHost } from './gpu-host';
import { MIG_PROFILE } from './mig-profile';
import { GpuSharing } from './gpu-sharing';
import type { GpuEndpoint, GpuPoolSpec } from './gpu-spec';

/** Props of GpuPool. */
export interface GpuPoolProps {
  /** Where the GPUs are. */
  readonly platform: IGpuHost;
  /** NVIDIA's short name: `A16`, `A40`, `H100`. */
  readonly model: string;
  /** Whole GPUs. */
  readonly count: number;
  /**
   * How users share one GPU.
   *
   * @default - not at all: one user, one GPU
   */
  readonly sharing?: GpuSharing;
}

/** GPUs of one model that profiles and desktops may ask for. */
export class GpuPool extends Construct {
  /** How to ask for one. */
  public readonly endpoint: GpuEndpoint;
  /** Plain data, as recorded. */
  public readonly spec: GpuPoolSpec;

  constructor(scope: Construct, id: string, props: GpuPoolProps) {
    super(scope, id);
    const check = new Check(this, 'Gpu', Place.here());
    check.wholeNumber('count', props.count, 1);
    this.spec = { model: props.model, count: props.count, sharing: (props.sharing ?? GpuSharing.whole()).spec };
    const { sharing } = this.spec;
    if (sharing.kind === 'mig' && !MIG_PROFILE.test(sharing.profile)) {
      check.report('MigProfile', 'sharing.profile', `must be a MIG profile such as '1g.10gb', got '${sharing.profile}'`);
    }
    this.endpoint = props.platform.bindGpuPool(this, this.spec);
    Blueprint.of(this).record(this, 'gpu', () => this.spec);
  }
}
