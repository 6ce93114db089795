/** How Terraform reaches a cluster. Plain data; references of Terraform's are allowed in it. */
export interface KubeconfigSpec {
  readonly configPath?: string;
  readonly configContext?: string;
  readonly host?: string;
  readonly clusterCaCertificate?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/** What a cluster as a service gives of itself, such as OpenStack's Magnum: references, as values are known at apply. */
export interface ClusterCredentials {
  /** `https://` address of the API. */
  readonly host: string;
  readonly clusterCaCertificate: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** Names a kubeconfig to use instead of the site's, with its current context: a test cluster plays the facility's. */
const OVERRIDE = 'DAAS_KUBECONFIG';

/** Where a cluster's address and credentials come from. They are never part of the site: only how to find them is. */
export class Kubeconfig {
  /** A file on the machine that deploys; its current context unless another is named. */
  public static path(path: string, options: { readonly context?: string } = {}): Kubeconfig {
    return (
      Kubeconfig.trial() ?? new Kubeconfig({ configPath: path, ...(options.context !== undefined && { configContext: options.context }) })
    );
  }

  /** A context of the kubeconfig that the providers find: KUBE_CONFIG_PATH. */
  public static context(context: string): Kubeconfig {
    return Kubeconfig.trial() ?? new Kubeconfig({ configContext: context });
  }

  /** A cluster that the same site makes. */
  public static cluster(credentials: ClusterCredentials): Kubeconfig {
    return new Kubeconfig({ ...credentials });
  }

  /** The cluster of a trial, which takes the place of one that the facility has; not of one that the site makes. */
  private static trial(): Kubeconfig | undefined {
    const file = process.env[OVERRIDE];
    return file === undefined ? undefined : new Kubeconfig({ configPath: file });
  }

  private constructor(
    /** Plain data. */
    public readonly spec: KubeconfigSpec,
  ) {}
}
