import type { Check } from '../../core/check';
import type { Duration } from '../../core/duration';
import { Place } from '../../core/place';
import type { Size } from '../../core/size';
import type { QueueSpec } from './batch-spec';

/** Options of a queue. */
export interface QueueOptions {
  /** Longest run time. */
  readonly limit: Duration;
  /** Cores of the queue's largest node. */
  readonly coresPerNode: number;
  /** Memory of the queue's largest node. */
  readonly memoryPerNode: Size;
  /**
   * GPUs of a node.
   *
   * @default - none
   */
  readonly gpus?: { readonly model: string; readonly count: number };
}

/** A queue, or partition, of a batch cluster. */
export class Queue {
  /** By the name that the scheduler knows. */
  public static named(name: string, options: QueueOptions): Queue {
    const spec: QueueSpec = {
      name,
      limitSeconds: options.limit.toSeconds(),
      coresPerNode: options.coresPerNode,
      memoryMebibytesPerNode: options.memoryPerNode.toMebibytes(),
      gpus: options.gpus ?? null,
    };
    return new Queue(spec, Place.here());
  }

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: QueueSpec,
    /** Where the site made it. */
    public readonly place: Place,
  ) {}

  /** For the check that names differ. */
  public get name(): string {
    return this.spec.name;
  }

  /** Reports what can't work. Called by BatchCluster. */
  public validate(check: Check, prop: string): void {
    if (!/^[\w.-]+$/.test(this.spec.name)) {
      check.report('QueueName', `${prop}.name`, `must be letters, digits, '.', '_' and '-', got '${this.spec.name}'`, {
        place: this.place,
      });
    }
    check.wholeNumber(`${prop}.coresPerNode`, this.spec.coresPerNode, 1, this.place);
    check.wholeNumber(`${prop}.memoryPerNode`, this.spec.memoryMebibytesPerNode, 1, this.place);
    if (this.spec.gpus !== null) {
      check.wholeNumber(`${prop}.gpus.count`, this.spec.gpus.count, 1, this.place);
    }
  }
}
