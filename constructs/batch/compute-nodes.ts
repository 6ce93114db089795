import type { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { Size } from '../../core/size';
import type { ComputeNodesSpec } from './batch-spec';
import { checkNodeGpus, nodeGpusSpec, type NodeGpus } from './node-gpus';

/** What each of the nodes has. */
export interface ComputeNodesOptions {
  /** Cores that jobs may use. */
  readonly cores: number;
  /** Memory that jobs may use: leave some to the system. */
  readonly memory: Size;
  /**
   * GPUs of a node.
   *
   * @default - none
   */
  readonly gpus?: NodeGpus;
}

/** Nodes of one kind of a cluster that the kit deploys. */
export class ComputeNodes {
  /** By the names that the inventory knows them by, in its group compute. */
  public static named(names: readonly string[], options: ComputeNodesOptions): ComputeNodes {
    const { cores, memory, gpus } = options;
    return new ComputeNodes({ names, cores, memoryMebibytes: memory.toMebibytes(), gpus: nodeGpusSpec(gpus) });
  }

  private readonly place = Place.here();

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: ComputeNodesSpec,
  ) {}

  /** Reports what can't work. Called by BatchCluster. */
  public validate(check: Check, prop: string): void {
    this.spec.names.forEach((name, i) => {
      if (!/^[a-zA-Z0-9][a-zA-Z0-9.-]*$/.test(name)) {
        check.report('NodeName', `${prop}.names[${i}]`, `must be the name of a host, got '${name}'`, { place: this.place });
      }
    });
    check.wholeNumber(`${prop}.cores`, this.spec.cores, 1, this.place);
    check.wholeNumber(`${prop}.memory`, this.spec.memoryMebibytes, 1, this.place);
    checkNodeGpus(check, `${prop}.gpus`, this.spec.gpus, this.place);
  }
}
