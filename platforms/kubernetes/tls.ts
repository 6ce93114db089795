import type { TlsSpec } from './manifests/cluster-facts';

/** Where the certificates of a cluster's services come from. */
export class Tls {
  /** A ClusterIssuer of the cluster's cert-manager, which makes and renews one for each service. */
  public static clusterIssuer(name: string): Tls {
    return new Tls({ kind: 'issuer', issuer: name, issuerKind: 'ClusterIssuer' });
  }

  /** An Issuer of cert-manager; one of this name has to be in each service's namespace. */
  public static issuer(name: string): Tls {
    return new Tls({ kind: 'issuer', issuer: name, issuerKind: 'Issuer' });
  }

  /** A Secret of type `kubernetes.io/tls` for all services, usually a wildcard's; it has to be in each service's namespace. */
  public static secret(name: string): Tls {
    return new Tls({ kind: 'secret', secret: name });
  }

  private constructor(
    /** Plain data. */
    public readonly spec: TlsSpec,
  ) {}
}
