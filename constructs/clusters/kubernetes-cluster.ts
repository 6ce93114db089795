import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import type { Size } from '../../core/size';
import type { IClusterHost } from './cluster-host';
import type { ClusterEndpoint, ClusterSpec } from './cluster-spec';

/** Props of KubernetesCluster. */
export interface KubernetesClusterProps {
  /** The cloud that makes it. */
  readonly platform: IClusterHost;
  /** Kubernetes version as the cloud's images know it: `v1.32.5`. */
  readonly version: string;
  /** Number of nodes that run services. */
  readonly nodes: number;
  /** At least so many cores a node. */
  readonly cores: number;
  /** At least so much memory a node. */
  readonly memory: Size;
  /**
   * Image of the nodes, by its name in the cloud.
   *
   * @default 'fedora-coreos'
   */
  readonly image?: string;
  /**
   * Number of nodes that run the cluster itself; an odd number.
   *
   * @default 1
   */
  readonly controlPlaneNodes?: number;
  /**
   * Whether `destroy` removes it, with the volumes of what runs in it. Takes effect only if the site says
   * `removeDataOnDestroy` too.
   *
   * @default false
   */
  readonly removeOnDestroy?: boolean;
}

/** A Kubernetes cluster made by a cloud, for a platform that deploys to it. */
export class KubernetesCluster extends Construct {
  /** How to reach its API; known at apply. */
  public readonly endpoint: ClusterEndpoint;
  /** Plain data, as recorded. */
  public readonly spec: ClusterSpec;

  constructor(scope: Construct, id: string, props: KubernetesClusterProps) {
    super(scope, id);
    const check = new Check(this, 'Cluster', Place.here());
    this.spec = {
      name: kebab(id),
      version: props.version,
      controlPlaneNodes: props.controlPlaneNodes ?? 1,
      nodes: props.nodes,
      cores: props.cores,
      memoryMebibytes: props.memory.toMebibytes(),
      image: props.image ?? 'fedora-coreos',
      removeOnDestroy: props.removeOnDestroy ?? false,
    };
    check.wholeNumber('nodes', props.nodes, 1);
    check.wholeNumber('controlPlaneNodes', this.spec.controlPlaneNodes, 1);
    if (this.spec.controlPlaneNodes % 2 === 0) {
      check.report('EvenControlPlane', 'controlPlaneNodes', `must be odd, so that a majority exists, got '${props.controlPlaneNodes}'`);
    }
    this.endpoint = props.platform.bindCluster(this, this.spec);
    Blueprint.of(this).record(this, 'cluster', () => this.spec);
  }
}
