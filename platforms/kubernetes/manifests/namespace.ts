import type { ClusterFacts } from './cluster-facts';
import type { ManifestObject } from './kubernetes-object';
import { labelsOf, namespaceOf } from './names';
import { networkPolicy } from './network-policy';

/** What may be used in a namespace at most; a pod without these is refused by the API. */
export interface QuotaSpec {
  readonly cpu: number;
  readonly memoryGibibytes: number;
  readonly pods: number;
  /** Extended resources such as `nvidia.com/gpu`. */
  readonly devices?: Readonly<Record<string, number>>;
}

/** A service's namespace. */
export interface NamespaceOptions {
  /** The service: `notebooks`. */
  readonly service: string;
  /** Less than `restricted` only where upstream's pods can't do with it; then `reason` says what stands against it. */
  readonly podSecurity: { readonly level: 'restricted' } | { readonly level: 'baseline' | 'privileged'; readonly reason: string };
  readonly quota: QuotaSpec;
}

/** A namespace with its guard rails: pod security, nothing allowed on the network but DNS, quota, default sizes. */
export function renderNamespace(cluster: ClusterFacts, options: NamespaceOptions): ManifestObject[] {
  const { service, podSecurity, quota } = options;
  const namespace = namespaceOf(cluster, service);
  const labels = labelsOf(cluster, service, 'guard-rails');
  const resources = { cpu: String(quota.cpu), memory: `${quota.memoryGibibytes}Gi` };
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: {
          ...labels,
          'pod-security.kubernetes.io/enforce': podSecurity.level,
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/warn': 'restricted',
        },
        ...(podSecurity.level !== 'restricted' && { annotations: { 'daas-kit/pod-security-reason': podSecurity.reason } }),
      },
    },
    networkPolicy({ name: 'deny-all', namespace, labels, pods: {}, ingress: [], egress: [] }),
    dnsPolicy(namespace, labels),
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', namespace, labels },
      spec: {
        hard: {
          'requests.cpu': resources.cpu,
          'requests.memory': resources.memory,
          'limits.cpu': resources.cpu,
          'limits.memory': resources.memory,
          pods: String(quota.pods),
          ...Object.fromEntries(Object.entries(quota.devices ?? {}).map(([name, count]) => [`requests.${name}`, String(count)])),
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'default-sizes', namespace, labels },
      // For containers of charts that say nothing: without it the quota would refuse them.
      spec: {
        limits: [{ type: 'Container', default: { cpu: '500m', memory: '256Mi' }, defaultRequest: { cpu: '100m', memory: '128Mi' } }],
      },
    },
  ];
}

function dnsPolicy(namespace: string, labels: Readonly<Record<string, string>>): ManifestObject {
  const dns = { kind: 'pods', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } } as const;
  const egress = [
    { peers: [dns], ports: [53], protocol: 'UDP' as const },
    { peers: [dns], ports: [53], protocol: 'TCP' as const },
  ];
  return networkPolicy({ name: 'allow-dns', namespace, labels, pods: {}, egress });
}
