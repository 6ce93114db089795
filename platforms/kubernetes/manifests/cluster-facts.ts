/** A taint of a node. */
export interface TaintSpec {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** Nodes of one kind, as the facility labels them. Plain data. */
export interface NodePoolSpec {
  readonly name: string;
  /** What runs there: the site's services, or users' sessions. */
  readonly purpose: 'services' | 'sessions';
  /** Labels that all its nodes have. */
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly TaintSpec[];
  /** How many there are: quotas are made from it. */
  readonly nodes: number;
  /** Their names, when the site labels and taints them; empty when the facility does. */
  readonly nodeNames: readonly string[];
  /** Cores of a node that pods can have. */
  readonly coresPerNode: number;
  /** Memory of a node that pods can have, MiB. */
  readonly memoryMebibytesPerNode: number;
  /** GPUs of a node; null for none. */
  readonly gpus: { readonly model: string; readonly count: number } | null;
}

/** Where certificates come from. */
export type TlsSpec =
  | { readonly kind: 'issuer'; readonly issuer: string; readonly issuerKind: 'ClusterIssuer' | 'Issuer' }
  | { readonly kind: 'secret'; readonly secret: string };

/** A CephFS in the words of ceph-csi. */
export interface CephfsSpec {
  /** `clusterID` in the driver's configuration. */
  readonly clusterId: string;
  /** Name of the file system. */
  readonly filesystem: string;
}

/** What everything on a cluster may know of it. Plain data. */
export interface ClusterFacts {
  /** Name of the site: `maxiv`. */
  readonly site: string;
  /** DNS domain of the services: a service answers at `https://<name>.<domain>`. */
  readonly domain: string;
  /** Whom users may write to. */
  readonly contact: string;
  /** Begin of every namespace's name: `daas-`. */
  readonly namespacePrefix: string;
  /** The ingress controller: its class, the namespace that it runs in, and annotations for every Ingress. */
  readonly ingress: {
    readonly className: string;
    readonly namespace: string;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly tls: TlsSpec;
  /** Storage classes; null for the cluster's default. */
  readonly storageClasses: {
    /** For one pod at a time: databases. */
    readonly block: string | null;
    /** For many pods at once. */
    readonly shared: string | null;
  };
  /** Registry that holds copies of all images; null to pull from upstream. */
  readonly imageMirror: string | null;
  /** Image as upstream names it -> its digest, `sha256:...`. */
  readonly imageDigests: Readonly<Record<string, string>>;
  /** Repository (`https://` or `oci://`) or folder that holds copies of all charts; null for the upstream repositories. */
  readonly chartMirror: string | null;
  /** Secrets in every namespace with credentials for registries. */
  readonly pullSecrets: readonly string[];
  readonly nodePools: readonly NodePoolSpec[];
  /** How the cluster's ceph-csi knows the facility's CephFS; left out where there is none. */
  readonly cephfs?: CephfsSpec;
  /** Counts up when values of secrets changed: they are then sent again, and what reads them restarts. */
  readonly secretsRevision: number;
  /** Whether the site allows to remove data: one of the two keys, the other is the mount's. */
  readonly removeData: boolean;
}
