import type { Check } from '../../core/check';
import type { Duration } from '../../core/duration';
import { Place } from '../../core/place';
import type { Size } from '../../core/size';
import type { QueueSpec } from './batch-spec';
import { checkNodeGpus, nodeGpusSpec, type NodeGpus } from './node-gpus';

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
  readonly gpus?: NodeGpus;
  /**
   * Its nodes, where the kit deploys the scheduler.
   *
   * @default - all
   */
  readonly nodes?: readonly string[];
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
      gpus: nodeGpusSpec(options.gpus),
      nodes: options.nodes ?? null,
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
    checkNodeGpus(check, `${prop}.gpus`, this.spec.gpus, this.place);
  }
}
