import type { ClusterFacts } from './cluster-facts';
import type { ManifestObject } from './kubernetes-object';
import { hostOf } from './names';

/** A path of a host, and who answers it. */
export interface Route {
  /** Begin of the path: `/`, `/api`. */
  readonly path: string;
  readonly service: string;
  readonly port: number;
}

/** What is published. */
export interface IngressOptions {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** First part of the DNS name: `notebooks`. */
  readonly host: string;
  readonly routes: readonly Route[];
  /**
   * Beside those of the cluster.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An Ingress with TLS. */
export function ingress(cluster: ClusterFacts, options: IngressOptions): ManifestObject {
  const host = hostOf(cluster, options.host);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: options.name,
      namespace: options.namespace,
      labels: options.labels,
      annotations: { ...ingressAnnotations(cluster), ...options.annotations },
    },
    spec: {
      ingressClassName: cluster.ingress.className,
      tls: ingressTls(cluster, options.host),
      rules: [
        {
          host,
          http: {
            paths: options.routes.map(({ path, service, port }) => ({
              path,
              pathType: 'Prefix',
              backend: { service: { name: service, port: { number: port } } },
            })),
          },
        },
      ],
    },
  };
}

/** Annotations of every Ingress, also of charts. */
export function ingressAnnotations({ ingress: { annotations }, tls }: ClusterFacts): Readonly<Record<string, string>> {
  if (tls.kind === 'secret') {
    return annotations;
  }
  return { ...annotations, [tls.issuerKind === 'Issuer' ? 'cert-manager.io/issuer' : 'cert-manager.io/cluster-issuer']: tls.issuer };
}

/** The `tls` part of an Ingress, also of charts. An existing secret must be in each service's namespace. */
export function ingressTls(cluster: ClusterFacts, host: string): { readonly hosts: readonly string[]; readonly secretName: string }[] {
  return [{ hosts: [hostOf(cluster, host)], secretName: cluster.tls.kind === 'secret' ? cluster.tls.secret : `${host}-tls` }];
}
