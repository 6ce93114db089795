import { NetworkingSecgroupRuleV2 } from '@cdktf/provider-openstack/lib/networking-secgroup-rule-v2';
import { NetworkingSecgroupV2 } from '@cdktf/provider-openstack/lib/networking-secgroup-v2';
import { Construct, type IConstruct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { portRange, portText } from '../../core/port-range';
import type { Cloud } from './cloud';
import { isCidr } from './address-plan';
import { CLOUD_NETWORKS } from './pool-flows';
import { renderPortRules, ruleKey, type Places, type RowProblem } from './port-rules';

/** How users reach the machines of a group. */
export interface Reach {
  /** Subnet of the load balancer; null without one. */
  readonly through: string | null;
  readonly ports: readonly number[];
}

/** One group for each pool of machines, with the rules that the site's port matrix asks for. */
export class SecurityGroups extends Construct {
  private readonly made = new Map<string, NetworkingSecgroupV2>();
  private readonly services = new Map<string, string[]>();
  private readonly exposed = new Map<string, Reach>();

  constructor(
    private readonly cloud: Cloud,
    id: string,
    private readonly quotas: readonly IConstruct[],
  ) {
    super(cloud, id);
    for (const [name, networks] of Object.entries(cloud.options.outside)) {
      networks
        .filter((cidr) => !isCidr(cidr))
        .forEach((cidr) => cloud.check.report('Cidr', `outside.${name}`, `must be IPv4 networks such as '192.0.2.0/24', got '${cidr}'`));
    }
    Blueprint.of(this).whenComplete(() => this.makeRules());
  }

  /** The group of machines that run the services. */
  public add(name: string, services: readonly string[], reach: Reach | null): NetworkingSecgroupV2 {
    const { cloud } = this;
    const group = new NetworkingSecgroupV2(this, `Group-${name}`, {
      name: cloud.named(name),
      description: `${name} of ${cloud.description}: the rows of the site's port matrix`,
      // Else the cloud adds rules that allow everything out.
      deleteDefaultRules: true,
      // The API doesn't tell whether that was done: an orphan that is adopted would be replaced.
      lifecycle: { ignoreChanges: ['delete_default_rules'] },
      tags: cloud.tags,
    });
    group.node.addDependency(...this.quotas);
    this.made.set(name, group);
    for (const service of new Set([name, ...services])) {
      this.services.set(service, [...(this.services.get(service) ?? []), name]);
    }
    if (reach !== null) {
      this.exposed.set(name, reach);
    }
    return group;
  }

  private makeRules(): void {
    const { outside: named, network } = this.cloud.options;
    const outside = { ...CLOUD_NETWORKS, ...named, 'name-servers': network.dnsServers.map((address) => `${address}/32`) };
    const places: Places = { groups: this.services, outside, exposed: this.exposed };
    const { rules, problems } = renderPortRules(Blueprint.of(this).flows, places);
    problems.forEach((problem) => this.report(problem));
    for (const rule of rules) {
      new NetworkingSecgroupRuleV2(this, ruleKey(rule).replaceAll('/', '_'), {
        securityGroupId: this.made.get(rule.group)!.id,
        direction: rule.direction,
        ethertype: 'IPv4',
        protocol: rule.protocol,
        portRangeMin: portRange(rule.port).from,
        portRangeMax: portRange(rule.port).to,
        description: rule.why,
        ...('group' in rule.remote ? { remoteGroupId: this.made.get(rule.remote.group)!.id } : { remoteIpPrefix: rule.remote.cidr }),
      });
    }
  }

  private report({ flow, kind }: RowProblem): void {
    const row = `${flow.from} -> ${flow.to} ${flow.protocol}/${portText(flow.port)} (${flow.why})`;
    if (kind === 'open-to-all') {
      const message = `the port matrix has ${row}, but users reach those machines by no exposed port ${portText(flow.port)}`;
      this.cloud.check.report('NotExposed', 'flows', message);
      return;
    }
    const known = [...this.services.keys(), ...Object.keys(this.cloud.options.outside)];
    const given = this.services.has(flow.to) ? flow.from : flow.to;
    const message = `the port matrix has ${row}, but nobody says where '${given}' is`;
    this.cloud.check.report('PeerUnknown', 'outside', message, { allowed: known, given });
  }
}
