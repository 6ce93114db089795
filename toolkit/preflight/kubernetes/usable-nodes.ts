import type { JsonObject } from '../../json';
import { list, part } from './objects';

/** Nodes that pods can be placed on: ready, and not cordoned. Pure. */
export function usableNodes(nodes: readonly JsonObject[]): readonly JsonObject[] {
  return nodes.filter((node) => {
    const ready = list(part(node, 'status'), 'conditions').find((c) => c['type'] === 'Ready');
    return ready?.['status'] === 'True' && part(node, 'spec')['unschedulable'] !== true;
  });
}
