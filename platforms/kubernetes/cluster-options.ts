import type { HubDatabase } from './hub-database';
import type { Kubeconfig } from './kubeconfig';
import type { CephfsSpec } from './manifests/cluster-facts';
import type { NodePool } from './node-pool';
import type { Postgres } from './postgres/postgres';
import type { Tls } from './tls';

/** Options of KubernetesPlatform. */
export interface ClusterOptions {
  /** How the cluster is reached. */
  readonly kubeconfig: Kubeconfig;
  /** Class of the cluster's ingress controller: `nginx`, `traefik`. */
  readonly ingressClass: string;
  /** Where certificates come from. */
  readonly tls: Tls;
  /** Nodes that the site may use. */
  readonly nodePools: readonly NodePool[];
  /**
   * Namespace that the ingress controller runs in: only from there services can be reached.
   *
   * @default 'ingress-nginx'
   */
  readonly ingressNamespace?: string;
  /**
   * Annotations for every Ingress, such as a controller's time limits.
   *
   * @default - none
   */
  readonly ingressAnnotations?: Readonly<Record<string, string>>;
  /**
   * DNS domain of the services.
   *
   * @default - the site's
   */
  readonly domain?: string;
  /**
   * Begin of the namespaces' names.
   *
   * @default 'daas-'
   */
  readonly namespacePrefix?: string;
  /**
   * Storage classes for the volumes of databases (`block`) and for what many pods share (`shared`).
   *
   * @default - the cluster's default class
   */
  readonly storageClasses?: { readonly block?: string; readonly shared?: string };
  /**
   * How the cluster's ceph-csi knows the facility's CephFS.
   *
   * @default - no mounts from CephFS
   */
  readonly cephfs?: CephfsSpec;
  /**
   * Copies of all charts, for a site without a way out: a repository (`https://` or `oci://`), or the absolute path of a
   * folder that has them as `helm pull` writes them.
   *
   * @default - the upstream repositories
   */
  readonly chartMirror?: string;
  /**
   * Registry with copies of all images, by their upstream paths: `registry.facility.example/mirror`.
   *
   * @default - the upstream registries
   */
  readonly imageMirror?: string;
  /**
   * Digests of images, by the names that upstream gives them: `'quay.io/jupyterhub/k8s-hub:4.4.0': 'sha256:...'`. Pulled is
   * exactly that image, whatever the registry has under its version meanwhile.
   *
   * @default - images are pulled by their versions
   */
  readonly imageDigests?: Readonly<Record<string, string>>;
  /**
   * Secrets with credentials for registries; they have to be in each service's namespace.
   *
   * @default - none
   */
  readonly pullSecrets?: readonly string[];
  /**
   * PostgreSQL for the services that need it: the broker, VISA.
   *
   * @default Postgres.operated()
   */
  readonly postgres?: Postgres;
  /**
   * Where hubs keep their state.
   *
   * @default - SQLite on a volume
   */
  readonly hubDatabase?: HubDatabase;
  /**
   * Sessions' places that are kept ready, with the size of each hub's first profile.
   *
   * @default 0
   */
  readonly placeholders?: number;
  /**
   * Whether NVIDIA's GPU operator runs on the cluster already. The kit then only uses the GPUs; how they are shared is
   * up to whoever runs the operator.
   *
   * @default false
   */
  readonly existingGpuOperator?: boolean;
  /**
   * Whether the facility makes the Secrets (External Secrets, Vault's operator ...) with the names and keys that are
   * used here. Otherwise they are made from the site's stores, in write-only attributes.
   *
   * @default false
   */
  readonly existingSecrets?: boolean;
  /**
   * To be counted up when values of secrets changed: Terraform never sees them, so it can't tell.
   *
   * @default 1
   */
  readonly secretsRevision?: number;
}
