import type { Quota } from '../../deploy/quota-usage';
import { textOf, type Json, type JsonObject } from '../../json';
import type { Sum } from '../sum';
import type { ClusterNeeds } from './cluster-needs';
import type { ClusterState } from './cluster-state';
import { list, part } from './objects';
import { mebibytes, quantity } from './quantity';
import { usableNodes } from './usable-nodes';

/** What binary fractions are wrong by. */
const ROUNDING = 1e-6;

/** What usable nodes have for pods, and what pods of others have of it: the site's own are in its sums. Pure. */
export function clusterRoom(
  { name, namespaces, bringsGpuOperator }: Pick<ClusterNeeds, 'name' | 'namespaces' | 'bringsGpuOperator'>,
  sums: readonly Sum[],
  { nodes, pods }: Pick<ClusterState, 'nodes' | 'pods'>,
): readonly Quota[] {
  if (nodes === undefined || pods === undefined) {
    return [];
  }
  const allocatable = usableNodes(nodes).map((node) => part(node, 'status', 'allocatable'));
  const others = pods.filter((pod) => !namespaces.includes(textOf(part(pod, 'metadata')['namespace'] ?? '')));
  return sums.flatMap(({ name: sum, unit }) => {
    const resource = sum.slice(name.length + 1);
    const amount = (value: Json | undefined): number =>
      resource === 'memory' ? mebibytes(value) : quantity(value) * (resource === 'cpu' ? 1000 : 1);
    const limit = total(allocatable.map((a) => amount(a[resource])));
    const used = resource === 'pods' ? others.length : total(others.map((pod) => requested(pod, resource, amount)));
    // A device plugin that the site brings offers them only then.
    return limit === 0 && bringsGpuOperator && resource.includes('/')
      ? []
      : [{ name: sum, limit: Math.floor(limit + ROUNDING), used: Math.ceil(used - ROUNDING), unit }];
  });
}

function requested(pod: JsonObject, resource: string, amount: (value: Json | undefined) => number): number {
  const of = (containers: string): readonly number[] =>
    list(part(pod, 'spec'), containers).map((c) => amount(part(c, 'resources', 'requests')[resource]));
  return Math.max(total(of('containers')), ...of('initContainers'));
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((a, b) => a + b, 0);
}
