import type { Flow } from '../../core/flow';
import { portText } from '../../core/port-range';
import { HOST_GROUPS, type HostGroup } from './target';

/** An opening in the firewall of the hub's host. */
export interface Opening {
  /** `28000-28999` for several, as nftables writes it. */
  readonly port: number | string;
  readonly protocol: Flow['protocol'];
  /** Group of hosts that may connect; null for everybody. A group without hosts opens nothing. */
  readonly group: HostGroup | null;
  readonly why: string;
}

/** Openings of the hub's host: exactly the flows that end there. Pure. */
export function renderFirewall(flows: readonly Flow[]): { readonly openings: readonly Opening[] } {
  const allowed = flows.filter(({ from, to }) => to === 'hub' && (from === 'users' || isGroup(from)));
  const openings = allowed.map(({ from, port, protocol, why }) => ({
    port: typeof port === 'number' ? port : portText(port),
    protocol,
    group: isGroup(from) ? from : null,
    why,
  }));
  return { openings };
}

function isGroup(from: string): from is HostGroup {
  return (HOST_GROUPS as readonly string[]).includes(from);
}
