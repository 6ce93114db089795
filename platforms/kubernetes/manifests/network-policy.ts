import type { Flow } from '../../../core/flow';
import type { Ports } from '../../../core/port-range';
import type { KubernetesObject, ManifestObject } from './kubernetes-object';
import { serviceOf } from './names';

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
  /**
   * For the port matrix: who is at the other end, and why.
   *
   * @default - the connection stays in the service, or a construct has its row
   */
  readonly row?: { readonly end: string; readonly why: string };
}

/** Annotation of a policy with its rows of the port matrix, as JSON: they lie beside the rule that they are the reason of. */
const ROWS = 'daas-kit/port-matrix';

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

/** To the cluster's API, whose address no policy can name. */
export function apiAllowance(why: string): Allowance {
  return { peers: [{ kind: 'internet' }], ports: [443, 6443], row: { end: 'kubernetes', why } };
}

/** To a database server of the facility's. */
export function databaseAllowance(port: number): Allowance {
  return { peers: [{ kind: 'internet' }], ports: [port], row: { end: 'database', why: 'what the service keeps' } };
}

/** A NetworkPolicy. Every namespace denies all by default, so that policies only add. */
export function networkPolicy(options: NetworkPolicyOptions): ManifestObject {
  const { name, namespace, labels, pods, ingress, egress } = options;
  const rows = [...(ingress ?? []).flatMap((a) => rowsOf(options, a, 'in')), ...(egress ?? []).flatMap((a) => rowsOf(options, a, 'out'))];
  const policyTypes = [...(ingress === undefined ? [] : ['Ingress']), ...(egress === undefined ? [] : ['Egress'])];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace, labels, ...(rows.length > 0 && { annotations: { [ROWS]: JSON.stringify(rows) } }) },
    spec: {
      podSelector: Object.keys(pods).length === 0 ? {} : { matchLabels: pods },
      policyTypes,
      ...(ingress && ingress.length > 0 && { ingress: ingress.map((a) => ({ from: a.peers.flatMap(peer), ports: ports(a) })) }),
      ...(egress && egress.length > 0 && { egress: egress.map((a) => ({ to: a.peers.flatMap(peer), ports: ports(a) })) }),
    },
  };
}

/** The rows of the port matrix that policies say themselves. */
export function flowsOf(objects: readonly KubernetesObject[]): readonly Flow[] {
  return objects.flatMap((o) => JSON.parse(o.metadata.annotations?.[ROWS] ?? '[]') as Flow[]);
}

function rowsOf({ labels }: NetworkPolicyOptions, { row, ports: numbers, protocol }: Allowance, direction: 'in' | 'out'): Flow[] {
  if (row === undefined) {
    return [];
  }
  const service = serviceOf(labels);
  const [from, to] = direction === 'in' ? [row.end, service] : [service, row.end];
  return numbers.map((port) => ({ from, to, port, protocol: protocol === 'UDP' ? 'udp' : 'tcp', why: row.why }));
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
