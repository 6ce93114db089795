import type { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { Size } from '../../core/size';
import type { NodePoolSpec, TaintSpec } from './manifests/cluster-facts';

/** What is known of the nodes of a pool. */
export interface NodePoolOptions {
  /** How many nodes there are: quotas are made from it. */
  readonly nodes: number;
  /** Cores of a node that pods can have: what `kubectl describe node` calls allocatable. */
  readonly coresPerNode: number;
  /** Memory of a node that pods can have. */
  readonly memoryPerNode: Size;
  /**
   * Labels that all nodes of the pool have, and no others.
   *
   * @default - `daas-kit/pool: <name>`
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Taints of the nodes: they keep away what isn't meant for them.
   *
   * @default - none
   */
  readonly taints?: readonly TaintSpec[];
}

/** Options of a pool with GPUs. */
export interface GpuNodesOptions extends NodePoolOptions {
  /** NVIDIA's short name: `A100`. */
  readonly model: string;
  /** Whole GPUs of a node. */
  readonly gpusPerNode: number;
}

/** Nodes of one kind in a cluster, as the facility labels and taints them. */
export class NodePool {
  /** For the site's own services. */
  public static services(name: string, options: NodePoolOptions): NodePool {
    return new NodePool(name, options, 'services', null);
  }

  /** For users' sessions. */
  public static sessions(name: string, options: NodePoolOptions): NodePool {
    return new NodePool(name, options, 'sessions', null);
  }

  /** For users' sessions with a GPU. Tainted unless said otherwise, so that sessions without one don't fill the nodes. */
  public static gpus(name: string, options: GpuNodesOptions): NodePool {
    const taints = options.taints ?? [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }];
    return new NodePool(name, { ...options, taints }, 'sessions', { model: options.model, count: options.gpusPerNode });
  }

  /** Plain data. */
  public readonly spec: NodePoolSpec;
  /** Where the site made it. */
  public readonly place = Place.here();

  private constructor(name: string, options: NodePoolOptions, purpose: NodePoolSpec['purpose'], gpus: NodePoolSpec['gpus']) {
    this.spec = {
      name,
      purpose,
      labels: options.labels ?? { 'daas-kit/pool': name },
      taints: options.taints ?? [],
      nodes: options.nodes,
      coresPerNode: options.coresPerNode,
      memoryMebibytesPerNode: options.memoryPerNode.toMebibytes(),
      gpus,
    };
  }

  /** For the check that names differ. */
  public get name(): string {
    return this.spec.name;
  }

  /** Reports what can't work. Called by KubernetesPlatform. */
  public validate(check: Check, prop: string): void {
    const { name, nodes, coresPerNode, memoryMebibytesPerNode, gpus } = this.spec;
    check.name(`${prop}.name`, name, this.place);
    check.wholeNumber(`${prop}.nodes`, nodes, 1, this.place);
    check.wholeNumber(`${prop}.coresPerNode`, coresPerNode, 1, this.place);
    check.wholeNumber(`${prop}.memoryPerNode`, memoryMebibytesPerNode, 1024, this.place);
    if (gpus !== null) {
      check.wholeNumber(`${prop}.gpusPerNode`, gpus.count, 1, this.place);
    }
  }
}
