import type { Flow } from '../../core/flow';
import type { Inventory } from './inventory';
import { HOST_GROUPS, type HostGroup } from './target';

/** An opening in the firewall of the hub's host. */
export interface Opening {
  readonly port: number;
  readonly protocol: Flow['protocol'];
  /** Addresses that may connect; empty for everybody. */
  readonly from: readonly string[];
  readonly why: string;
}

/** Openings of the hub's host: exactly the flows that end there. Pure. */
export function renderFirewall(flows: readonly Flow[], inventory: Inventory): { readonly openings: readonly Opening[] } {
  const openings = flows
    .filter((flow) => flow.to === 'hub')
    .map(({ from, port, protocol, why }) => ({ port, protocol, from: addresses(from, inventory), why }))
    // A group without hosts opens nothing: no rule must become one for everybody.
    .filter((opening): opening is Opening => opening.from !== null);
  return { openings };
}

function addresses(from: string, inventory: Inventory): readonly string[] | null {
  if (from === 'users') {
    return [];
  }
  const hosts = HOST_GROUPS.includes(from as HostGroup) ? inventory.hosts(from as HostGroup) : [];
  return hosts.length === 0 ? null : hosts.map((h) => h.address);
}
