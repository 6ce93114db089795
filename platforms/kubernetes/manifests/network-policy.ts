import type { Ports } from '../../../core/port-range';
import type { ManifestObject } from './kubernetes-object';

/** Who is at the other end of a connection. */
export type Peer =
  | { readonly kind: 'pods'; readonly labels: Readonly<Record<string, string>>; readonly namespace?: string }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'network'; readonly cidr: string }
  | { readonly kind: 'internet' };

/** One direction of allowed traffic. */
export interface Allowance {
  /** Any one of these. */
  readonly peers: readonly Peer[];
  readonly ports: readonly Ports[];
  /** TCP where nothing is said. */
  readonly protocol?: 'TCP' | 'UDP';
}

/** What a policy allows the pods that it selects. */
export interface NetworkPolicyOptions {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Pods that it is about; empty for all of the namespace. */
  readonly pods: Readonly<Record<string, string>>;
  /**
   * Who may connect to them.
   *
   * @default - says nothing about it
   */
  readonly ingress?: readonly Allowance[];
  /**
   * Whom they may connect to.
   *
   * @default - says nothing about it
   */
  readonly egress?: readonly Allowance[];
}

/** A NetworkPolicy. Every namespace denies all by default, so that policies only add. */
export function networkPolicy(options: NetworkPolicyOptions): ManifestObject {
  const { name, namespace, labels, pods, ingress, egress } = options;
  const policyTypes = [...(ingress === undefined ? [] : ['Ingress']), ...(egress === undefined ? [] : ['Egress'])];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace, labels },
    spec: {
      podSelector: Object.keys(pods).length === 0 ? {} : { matchLabels: pods },
      policyTypes,
      ...(ingress && ingress.length > 0 && { ingress: ingress.map((a) => ({ from: a.peers.flatMap(peer), ports: ports(a) })) }),
      ...(egress && egress.length > 0 && { egress: egress.map((a) => ({ to: a.peers.flatMap(peer), ports: ports(a) })) }),
    },
  };
}

function ports({ ports: numbers, protocol }: Allowance): object[] {
  return numbers.map((port) => ({
    protocol: protocol ?? 'TCP',
    ...(typeof port === 'number' ? { port } : { port: port.from, endPort: port.to }),
  }));
}

function peer(from: Peer): object[] {
  switch (from.kind) {
    case 'pods':
      return [{ ...(from.namespace !== undefined && inNamespace(from.namespace)), podSelector: { matchLabels: from.labels } }];
    case 'namespace':
      return [inNamespace(from.namespace)];
    case 'network':
      return [{ ipBlock: { cidr: from.cidr } }];
    case 'internet':
      // Never a cloud's metadata service: it hands out the node's credentials.
      return [
        { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
        { ipBlock: { cidr: '::/0', except: ['fe80::/10', 'fd00:ec2::254/128'] } },
      ];
  }
}

function inNamespace(namespace: string): object {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
}
