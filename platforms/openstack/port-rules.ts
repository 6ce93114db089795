import type { Flow } from '../../core/flow';
import { portRange, portText, type Ports } from '../../core/port-range';

/** Who is where, to turn rows of the port matrix into rules. */
export interface Places {
  /** Groups by the services that their machines run; a group's own name is one of them. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** IPv4 networks by the services outside the cloud. */
  readonly outside: Readonly<Record<string, readonly string[]>>;
  /** Groups that users reach: through a load balancer in this subnet, or directly (null). */
  readonly exposed: ReadonlyMap<string, { readonly through: string | null; readonly ports: readonly number[] }>;
}

/** A rule of a security group as plain data. */
export interface PortRule {
  readonly group: string;
  readonly direction: 'ingress' | 'egress';
  readonly protocol: Flow['protocol'];
  readonly port: Ports;
  readonly remote: { readonly group: string } | { readonly cidr: string };
  readonly why: string;
}

/** A row that no rule can be made of, and why. */
export interface RowProblem {
  readonly flow: Flow;
  readonly kind: 'unknown' | 'open-to-all';
}

const EVERYWHERE = '0.0.0.0/0';

/**
 * Rules of the groups: exactly the rows of the matrix that begin or end in the cloud. Nothing is open to everybody but
 * the exposed ports of machines that users reach directly. Pure.
 */
export function renderPortRules(
  flows: readonly Flow[],
  places: Places,
): { readonly rules: readonly PortRule[]; readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = [];
  const rules = flows.flatMap((flow) => {
    const rule = (direction: PortRule['direction'], group: string, remote: PortRule['remote']): PortRule => {
      return { group, direction, protocol: flow.protocol, port: flow.port, remote, why: `${flow.from} -> ${flow.to}: ${flow.why}` };
    };
    const [from, to] = [peers(flow.from, places), peers(flow.to, places)];
    if (from.groups.length + to.groups.length === 0) {
      return [];
    }
    if (flow.from === 'users') {
      return to.groups.flatMap((group) => {
        const exposed = places.exposed.get(group);
        if (exposed === undefined || !isExposed(exposed.ports, flow.port)) {
          problems.push({ flow, kind: 'open-to-all' });
          return [];
        }
        return [rule('ingress', group, { cidr: exposed.through ?? EVERYWHERE })];
      });
    }
    if (!from.known || !to.known) {
      problems.push({ flow, kind: 'unknown' });
    }
    return [
      ...to.groups.flatMap((group) => from.remotes.map((remote) => rule('ingress', group, remote))),
      ...from.groups.flatMap((group) => to.remotes.map((remote) => rule('egress', group, remote))),
    ];
  });
  const unique = new Map(rules.map((r) => [ruleKey(r), r]));
  return { rules: [...unique.keys()].sort().map((key) => unique.get(key)!), problems };
}

/** Where a service of the matrix is: in groups of the cloud, in networks outside, or both. */
function peers(
  name: string,
  places: Places,
): { readonly groups: readonly string[]; readonly remotes: readonly PortRule['remote'][]; readonly known: boolean } {
  const groups = places.groups.get(name) ?? [];
  const networks = places.outside[name] ?? [];
  const remotes = [...groups.map((group) => ({ group })), ...networks.map((cidr) => ({ cidr }))];
  return { groups, remotes, known: remotes.length > 0 || name in places.outside };
}

/** Names a rule by what it allows, so that no rule changes its address when another comes or goes. */
export function ruleKey(rule: PortRule): string {
  const remote = 'group' in rule.remote ? rule.remote.group : rule.remote.cidr;
  return `${rule.group}-${rule.direction}-${rule.protocol}-${portText(rule.port)}-${remote}`;
}

function isExposed(exposed: readonly number[], wanted: Ports): boolean {
  const { from, to } = portRange(wanted);
  return exposed.filter((port) => from <= port && port <= to).length === to - from + 1;
}
