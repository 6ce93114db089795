import type { ClusterFacts } from './cluster-facts';

/** Namespace of a service. */
export function namespaceOf(cluster: ClusterFacts, name: string): string {
  return `${cluster.namespacePrefix}${name}`;
}

/** DNS name at which a service answers. */
export function hostOf(cluster: ClusterFacts, name: string): string {
  return `${name}.${cluster.domain}`;
}

/** What the pods of a component are selected by; never changes, as Kubernetes does not allow it. */
export function selectorOf(service: string, component: string): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/instance': service, 'app.kubernetes.io/name': component };
}

/** The service that labels say. */
export function serviceOf(labels: Readonly<Record<string, string>>): string {
  return labels['app.kubernetes.io/instance']!;
}

/** Labels of every object of a component. */
export function labelsOf(cluster: ClusterFacts, service: string, component: string): Readonly<Record<string, string>> {
  return {
    ...selectorOf(service, component),
    'app.kubernetes.io/part-of': `daas-${cluster.site}`,
    'app.kubernetes.io/managed-by': 'terraform',
  };
}
