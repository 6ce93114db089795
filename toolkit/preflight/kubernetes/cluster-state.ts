import type { JsonObject } from '../../json';

/** What a cluster says of itself; undefined where it wasn't told, which is a problem already. */
export interface ClusterState {
  /** `v1.34.1`. */
  readonly version: string | undefined;
  readonly nodes: readonly JsonObject[] | undefined;
  /** Pods that haven't ended, of all namespaces. */
  readonly pods: readonly JsonObject[] | undefined;
  readonly namespaces: readonly JsonObject[] | undefined;
  readonly storageClasses: readonly JsonObject[] | undefined;
  readonly ingressClasses: readonly JsonObject[] | undefined;
  readonly csiDrivers: readonly JsonObject[] | undefined;
  /** Definitions of the kinds that Kubernetes hasn't built in. */
  readonly definitions: readonly JsonObject[] | undefined;
  /** Names of objects, by `KIND.GROUP`, of the kinds that were asked for. */
  readonly objects: ReadonlyMap<string, readonly string[]>;
}
