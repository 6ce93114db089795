import type { Flow } from '../../core/flow';
import { portRange, portText, type Ports } from '../../core/port-range';

/** Who is where, to turn rows of the port matrix into rules. */
export interface Places {
  /** Groups by the services that their machines run; a group's own name is one of them. */
  readonly groups: ReadonlyMap<string, string>;
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
    const [from, to] = [places.groups.get(flow.from), places.groups.get(flow.to)];
    const rule = (direction: PortRule['direction'], group: string, remote: PortRule['remote']): PortRule => {
      return { group, direction, protocol: flow.protocol, port: flow.port, remote, why: `${flow.from} -> ${flow.to}: ${flow.why}` };
    };
    if (from !== undefined && to !== undefined) {
      return [rule('ingress', to, { group: from }), rule('egress', from, { group: to })];
    }
    if (to !== undefined && flow.from === 'users') {
      const exposed = places.exposed.get(to);
      if (exposed === undefined || !isExposed(exposed.ports, flow.port)) {
        problems.push({ flow, kind: 'open-to-all' });
        return [];
      }
      return [rule('ingress', to, { cidr: exposed.through ?? EVERYWHERE })];
    }
    const [group, other, direction] = to !== undefined ? [to, flow.from, 'ingress' as const] : [from, flow.to, 'egress' as const];
    if (group === undefined) {
      return [];
    }
    const networks = places.outside[other];
    if (networks === undefined) {
      problems.push({ flow, kind: 'unknown' });
      return [];
    }
    return networks.map((cidr) => rule(direction, group, { cidr }));
  });
  const unique = new Map(rules.map((r) => [ruleKey(r), r]));
  return { rules: [...unique.keys()].sort().map((key) => unique.get(key)!), problems };
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
