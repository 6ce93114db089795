/** A Kubernetes cluster that a cloud makes, as plain data. */
export interface ClusterSpec {
  /** `cluster`. */
  readonly name: string;
  /** Kubernetes version as the cloud's images know it: `v1.32.5`. */
  readonly version: string;
  readonly controlPlaneNodes: number;
  readonly nodes: number;
  /** Of each node. */
  readonly cores: number;
  readonly memoryMebibytes: number;
  /** Image of the nodes, by its name in the cloud. */
  readonly image: string;
  /** Whether `destroy` removes it with the volumes of what runs in it. Needs the site's consent too. */
  readonly removeOnDestroy: boolean;
}

/** How to reach a cluster's API. Every value is a reference that is known at apply. */
export interface ClusterEndpoint {
  readonly host: string;
  readonly clusterCaCertificate: string;
  readonly clientCertificate: string;
  /** Sensitive; it is in the state. */
  readonly clientKey: string;
}
