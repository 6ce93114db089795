import type { Construct } from 'constructs';
import type { ClusterEndpoint, ClusterSpec } from './cluster-spec';

/** A cloud that can make Kubernetes clusters. */
export interface IClusterHost {
  /** Called once by KubernetesCluster. */
  bindCluster(scope: Construct, spec: ClusterSpec): ClusterEndpoint;
}
