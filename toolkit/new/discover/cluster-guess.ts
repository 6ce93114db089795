import type { Guess } from '../../guess';

/** Nodes of a cluster that are alike. */
export interface NodeGroup {
  readonly names: readonly string[];
  /** Of one node, as pods can have them. */
  readonly cores: number;
  readonly memoryMebibytes: number;
  /** Of one node; null without. */
  readonly gpus: { readonly model: string; readonly count: number } | null;
  /** A label that these nodes have and no others; null where there is none. */
  readonly label: { readonly key: string; readonly value: string } | null;
  /** What they all are tainted with. */
  readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
}

/** What was found of a Kubernetes cluster. */
export interface ClusterGuess {
  /** Contexts of the kubeconfig, the current one first. */
  readonly contexts: readonly Guess<string>[];
  /** Of the nodes: `v1.34.1`. */
  readonly version: Guess<string> | undefined;
  readonly groups: readonly Guess<NodeGroup>[];
  readonly ingressClass: Guess<string> | undefined;
  /** Storage class for volumes of one pod, where no class is the default. */
  readonly blockClass: Guess<string> | undefined;
  /** Storage class for what many pods share. */
  readonly sharedClass: Guess<string> | undefined;
  /** Where the cluster says that it has cert-manager. */
  readonly certManager: Guess<true> | undefined;
  /** Where the cluster says that it has NVIDIA's GPU operator. */
  readonly gpuOperator: Guess<true> | undefined;
}
