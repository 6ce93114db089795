import type { Check } from '../../core/check';
import { Duration } from '../../core/duration';
import { Place } from '../../core/place';
import type { Size } from '../../core/size';
import type { BatchCluster } from '../batch/batch-cluster';
import type { ProfileSpec } from './hub-spec';

/** Options of every profile. */
export interface CpuOptions {
  /** Cores that the notebook may use. */
  readonly cores: number;
  /** Memory that the notebook may use. */
  readonly memory: Size;
  /**
   * Batch cluster, where a hub offers several.
   *
   * @default - the hub's own
   */
  readonly batch?: BatchCluster;
  /**
   * Queue of the batch cluster.
   *
   * @default - the cluster's first queue
   */
  readonly queue?: string;
  /**
   * Longest life of a notebook server. Users lose what isn't saved when it ends.
   *
   * @default - 8 hours
   */
  readonly limit?: Duration;
  /**
   * Shown to users.
   *
   * @default - the name, with a capital
   */
  readonly title?: string;
}

/** Options of a profile with GPUs. */
export interface GpuOptions extends CpuOptions {
  /** GPUs of one notebook; where they are shared, slices or turns. */
  readonly gpus: number;
  /** NVIDIA's short name: `A40`. */
  readonly model: string;
  /**
   * MIG profile that a slice must have: `1g.10gb`.
   *
   * @default - as the queue or pool has them
   */
  readonly mig?: string;
}

/** What a user may choose to run a notebook in. */
export class Profile {
  /** Without GPU. */
  public static cpu(name: string, options: CpuOptions): Profile {
    return new Profile(name, options, null);
  }

  /** With GPUs of one model. */
  public static gpu(name: string, options: GpuOptions): Profile {
    return new Profile(name, options, { model: options.model, count: options.gpus, mig: options.mig ?? null });
  }

  /** Plain data, as recorded; the queue may still be open. */
  public readonly spec: ProfileSpec;
  /** Where the site made it. */
  public readonly place = Place.here();
  /** Batch cluster that it names itself. */
  public readonly batch: BatchCluster | undefined;

  private constructor(name: string, options: CpuOptions, gpu: ProfileSpec['gpu']) {
    this.batch = options.batch;
    const limit = options.limit ?? Duration.hours(8);
    const sizes = [
      `${options.cores} ${options.cores === 1 ? 'core' : 'cores'}`,
      `${options.memory.toString()} memory`,
      ...(gpu === null ? [] : [`${gpu.count} × ${gpu.model}${gpu.mig === null ? '' : ` ${gpu.mig}`}`]),
      `up to ${readable(limit.toSeconds())}`,
    ];
    this.spec = {
      name,
      title: options.title ?? name.charAt(0).toUpperCase() + name.slice(1),
      description: sizes.join(', '),
      cores: options.cores,
      memoryMebibytes: options.memory.toMebibytes(),
      gpu,
      cluster: null,
      queue: options.queue ?? null,
      limitSeconds: limit.toSeconds(),
    };
  }

  /** For the check that names differ. */
  public get name(): string {
    return this.spec.name;
  }

  /** Reports what can't work. Called by Hub. */
  public validate(check: Check, prop: string): void {
    check.name(`${prop}.name`, this.spec.name, this.place);
    check.wholeNumber(`${prop}.cores`, this.spec.cores, 1, this.place);
    check.wholeNumber(`${prop}.memory`, this.spec.memoryMebibytes, 256, this.place);
    check.wholeNumber(`${prop}.limit`, this.spec.limitSeconds, 300, this.place);
    if (this.spec.gpu !== null) {
      check.wholeNumber(`${prop}.gpus`, this.spec.gpu.count, 1, this.place);
    }
  }
}

function readable(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${Math.round(seconds / 60)} min`;
}
