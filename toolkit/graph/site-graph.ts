import { portText } from '../../core/port-range';
import type { BlueprintRecord } from '../app/blueprint-record';

/** A box of the picture. */
export interface Node {
  readonly id: string;
  readonly title: string;
  /** `users`, the concept of a service, or `storage`. */
  readonly kind: string;
}

/** An arrow of the picture. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** A site as boxes and arrows, in a fixed order. */
export interface SiteGraph {
  readonly site: string;
  readonly facility: string;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

interface Mount {
  readonly name: string;
  readonly role: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly source: { readonly kind: string };
}

/** The picture of a site, from its blueprint record alone: services, flows with their ports, mounts. */
export function siteGraph(record: BlueprintRecord): SiteGraph {
  const nodes = new Map<string, Node>();
  const add = (node: Node): void => void (nodes.has(node.id) || nodes.set(node.id, node));
  const edges = new Map<string, Edge>();
  const connect = (edge: Edge): void => void edges.set(`${edge.from} ${edge.to} ${edge.label}`, edge);
  for (const { concept, spec } of record.entries) {
    const { name, realm, title, mounts } = spec as { name?: string; realm?: string; title?: string; mounts?: readonly Mount[] };
    const id = name ?? (concept === 'auth' ? (realm ?? concept) : concept);
    const flowName = concept === 'auth' ? 'auth' : id;
    const known = record.flows.some((f) => f.to === flowName || f.from === flowName);
    if (known) {
      add({ id: flowName, title: title ?? flowName, kind: concept });
    }
    for (const mount of mounts ?? []) {
      add({ id: `mount-${mount.name}`, title: `${mount.name}: ${mount.source.kind}`, kind: 'storage' });
      connect({ from: flowName, to: `mount-${mount.name}`, label: `${mount.mountPath}${mount.readOnly ? ' (read-only)' : ''}` });
      add({ id: flowName, title: title ?? flowName, kind: concept });
    }
  }
  for (const { from, to, port, protocol } of record.flows) {
    [from, to].forEach((id) => add({ id, title: id, kind: id === 'users' ? 'users' : 'service' }));
    connect({ from, to, label: `${portText(port)}/${protocol}` });
  }
  const inOrder = <T>(map: ReadonlyMap<string, T>): readonly T[] => [...map.keys()].sort().map((k) => map.get(k)!);
  return { site: record.site.name, facility: record.site.facility, nodes: inOrder(nodes), edges: inOrder(edges) };
}
