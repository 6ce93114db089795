import { DataOpenstackNetworkingNetworkV2 } from '@cdktf/provider-openstack/lib/data-openstack-networking-network-v2';
import { NetworkingNetworkV2 } from '@cdktf/provider-openstack/lib/networking-network-v2';
import { NetworkingRouterInterfaceV2 } from '@cdktf/provider-openstack/lib/networking-router-interface-v2';
import { NetworkingRouterV2 } from '@cdktf/provider-openstack/lib/networking-router-v2';
import { NetworkingSubnetV2 } from '@cdktf/provider-openstack/lib/networking-subnet-v2';
import { Construct } from 'constructs';
import { AddressPlan } from './address-plan';
import type { Cloud } from './cloud';

/** A subnet with its network and its plan. */
export interface PlannedSubnet {
  readonly network: NetworkingNetworkV2;
  readonly subnet: NetworkingSubnetV2;
  readonly plan: AddressPlan;
}

/** Network, subnets and the router to the outside. */
export class SiteNetwork extends Construct {
  public readonly machines: PlannedSubnet;
  public readonly entry: PlannedSubnet;
  /** Undefined where the site has no desktops here. */
  public readonly desktops: PlannedSubnet | undefined;
  /** The network that floating IPs are of. */
  public readonly external: DataOpenstackNetworkingNetworkV2;

  private readonly router: NetworkingRouterV2;

  constructor(
    private readonly cloud: Cloud,
    id: string,
  ) {
    super(cloud, id);
    const { network } = cloud.options;
    this.external = new DataOpenstackNetworkingNetworkV2(this, 'External', { name: network.external, external: true });
    this.router = new NetworkingRouterV2(this, 'Router', {
      name: cloud.named('router'),
      externalNetworkId: this.external.id,
      tags: cloud.tags,
    });
    this.machines = this.planned('Machines', 'machines', network.machines);
    this.entry = this.planned('Entry', 'entry', network.entry);
    this.desktops = network.desktops === undefined ? undefined : this.planned('Desktops', 'desktops', network.desktops);
  }

  private planned(id: string, name: 'machines' | 'entry' | 'desktops', cidr: string): PlannedSubnet {
    const { cloud } = this;
    const found = AddressPlan.of(cidr);
    if (found === undefined) {
      cloud.check.report('Cidr', `network.${name}`, `must be an IPv4 network such as '10.44.0.0/24', of /27 or larger, got '${cidr}'`);
    }
    // Something to go on with, so that a site's other problems are found too.
    const plan = found ?? AddressPlan.of('192.0.2.0/24')!;
    const network = new NetworkingNetworkV2(this, id, { name: cloud.named(name), adminStateUp: true, tags: cloud.tags });
    const subnet = new NetworkingSubnetV2(this, `${id}Subnet`, {
      name: cloud.named(name),
      networkId: network.id,
      cidr,
      ipVersion: 4,
      gatewayIp: plan.gateway,
      allocationPool: [plan.dynamic],
      dnsNameservers: [...cloud.options.network.dnsServers],
      tags: cloud.tags,
    });
    new NetworkingRouterInterfaceV2(this, `${id}Interface`, { routerId: this.router.id, subnetId: subnet.id });
    return { network, subnet, plan };
  }
}
