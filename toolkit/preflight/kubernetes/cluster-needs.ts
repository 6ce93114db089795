import type { JsonObject } from '../../json';
import type { PodsNeed } from './pod-needs';

/** How kubectl gets to a cluster. */
export interface ClusterAccess {
  /** Empty for the one of KUBE_CONFIG_PATH, then of kubectl's own rules. */
  readonly file: string;
  /** Empty for the current one. */
  readonly context: string;
}

/** Something by its name that the cluster has to have, and for what. */
export interface Named {
  readonly name: string;
  readonly why: string;
}

/** A kind of object that Kubernetes hasn't built in. */
export interface KindNeed {
  /** `cert-manager.io/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Name of an object that has to be there already; null where none has. */
  readonly object: string | null;
  readonly why: string;
}

/** Nodes as the site states them. */
export interface PoolNeed {
  readonly name: string;
  readonly nodes: number;
  /** Nodes by name, which the kit labels; empty where the facility labels them. */
  readonly nodeNames: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly coresPerNode: number;
  readonly memoryMebibytesPerNode: number;
  /** What a node's device plugin offers; null without GPUs. */
  readonly gpus: { readonly resource: string; readonly perNode: number } | null;
}

/** What a site needs of a cluster. Plain data. */
export interface ClusterNeeds {
  /** As the site calls it: `cluster`. */
  readonly name: string;
  /** Null for a cluster that the same site makes: it isn't there to be asked. */
  readonly access: ClusterAccess | null;
  readonly kinds: readonly KindNeed[];
  /** An empty name is the cluster's default. */
  readonly storageClasses: readonly Named[];
  readonly ingressClasses: readonly Named[];
  readonly csiDrivers: readonly Named[];
  /** Of the ingress controller: policies let in what comes from there, and nothing else. */
  readonly ingressNamespaces: readonly Named[];
  readonly pools: readonly PoolNeed[];
  readonly pods: readonly PodsNeed[];
  /** Namespaces that the site makes. */
  readonly namespaces: readonly string[];
  /** Whether the site brings what makes GPUs allocatable. */
  readonly bringsGpuOperator: boolean;
}

/** An object as the provider's resource has it, or the values of a chart. */
export interface Written {
  /** `kubernetes_ingress_v1`, `helm_release`. */
  readonly type: string;
  /** `Portal/Ingress-portal`. */
  readonly construct: string;
  /** A chart's name without version and place; empty for an object. */
  readonly chart: string;
  /** The attributes, or the chart's values. */
  readonly body: JsonObject;
}
