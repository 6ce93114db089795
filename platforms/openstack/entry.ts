import { DataOpenstackDnsZoneV2 } from '@cdktf/provider-openstack/lib/data-openstack-dns-zone-v2';
import { DnsRecordsetV2 } from '@cdktf/provider-openstack/lib/dns-recordset-v2';
import { DnsZoneV2 } from '@cdktf/provider-openstack/lib/dns-zone-v2';
import { LbListenerV2 } from '@cdktf/provider-openstack/lib/lb-listener-v2';
import { LbLoadbalancerV2 } from '@cdktf/provider-openstack/lib/lb-loadbalancer-v2';
import { LbMembersV2 } from '@cdktf/provider-openstack/lib/lb-members-v2';
import { LbMonitorV2 } from '@cdktf/provider-openstack/lib/lb-monitor-v2';
import { LbPoolV2 } from '@cdktf/provider-openstack/lib/lb-pool-v2';
import { NetworkingFloatingipAssociateV2 } from '@cdktf/provider-openstack/lib/networking-floatingip-associate-v2';
import { NetworkingFloatingipV2 } from '@cdktf/provider-openstack/lib/networking-floatingip-v2';
import type { NetworkingPortV2 } from '@cdktf/provider-openstack/lib/networking-port-v2';
import { type Construct } from 'constructs';
import type { ExposureSpec, Machine } from '../../constructs/machines/machine-spec';
import { Site } from '../../core/site';
import type { Project } from './project';

interface Exposed {
  readonly machine: Machine;
  readonly port: NetworkingPortV2;
}

/** Gives users a way to machines: a public address, a load balancer where wanted, a name. */
export function expose(scope: Construct, project: Project, pool: string, spec: ExposureSpec, machines: readonly Exposed[]): void {
  const { cloud, network } = project;
  const front = spec.kind === 'load-balancer' ? balance(scope, project, pool, spec, machines) : undefined;
  const portId = front?.vipPortId ?? machines[0]?.port.id;
  if (portId === undefined) {
    return;
  }
  const address = new NetworkingFloatingipV2(scope, 'Address', {
    pool: cloud.options.network.external,
    description: `${pool} of ${cloud.description}`,
    tags: cloud.tags,
  });
  const associate = new NetworkingFloatingipAssociateV2(scope, 'AddressOf', { floatingIp: address.address, portId });
  // The cloud finds a way from the public network to the port only once the router is there.
  associate.node.addDependency(network);
  record(scope, project, spec.dnsName, address.address);
}

/** TLS ends on the machines: the load balancer passes connections on, and has no secrets. */
function balance(scope: Construct, project: Project, pool: string, spec: ExposureSpec, machines: readonly Exposed[]): LbLoadbalancerV2 {
  const { cloud, network } = project;
  const name = cloud.named(pool);
  const balancer = new LbLoadbalancerV2(scope, 'Balancer', {
    name,
    vipSubnetId: network.entry.subnet.id,
    description: cloud.description,
    tags: cloud.tags,
  });
  balancer.node.addDependency(network, ...project.quotas);
  // One part after the other: of two changes at once, Octavia's database refuses one, which the API calls a wrong type.
  let before: Construct = balancer;
  for (const port of spec.ports) {
    const listener = new LbListenerV2(scope, `Listener-${port}`, {
      name: `${name}-${port}`,
      loadbalancerId: balancer.id,
      protocol: 'TCP',
      protocolPort: port,
      tags: cloud.tags,
    });
    listener.node.addDependency(before);
    const members = new LbPoolV2(scope, `Members-${port}`, {
      name: `${name}-${port}`,
      listenerId: listener.id,
      protocol: 'TCP',
      lbMethod: 'SOURCE_IP',
      tags: cloud.tags,
    });
    // Without a subnet of their own, members are reached through the router from the entry's subnet: the machines' rules
    // let in that one, and nothing else.
    const machinesOf = new LbMembersV2(scope, `Machines-${port}`, {
      poolId: members.id,
      member: machines.map(({ machine }) => ({ name: machine.name, address: machine.address, protocolPort: port })),
    });
    before = new LbMonitorV2(scope, `Monitor-${port}`, {
      name: `${name}-${port}`,
      poolId: members.id,
      type: 'TCP',
      delay: 10,
      timeout: 5,
      maxRetries: 3,
    });
    before.node.addDependency(machinesOf);
  }
  return balancer;
}

function record(scope: Construct, { cloud }: Project, name: string, address: string): void {
  const { dns } = cloud.options;
  if (dns === undefined) {
    return;
  }
  // Designate refuses a record whose name differs from its zone's in the case of a letter.
  const zoneName = `${dns.name.toLowerCase().replace(/\.$/, '')}.`;
  const zone = cloud.once('Zone', () =>
    dns.existing === false
      ? new DnsZoneV2(cloud, 'Zone', {
          name: zoneName,
          email: Site.of(scope).contact,
          ttl: 300,
          description: cloud.description,
          lifecycle: { preventDestroy: !cloud.mayRemove(dns.removeOnDestroy ?? false) },
        })
      : new DataOpenstackDnsZoneV2(cloud, 'Zone', { name: zoneName }),
  );
  new DnsRecordsetV2(scope, 'Record', {
    zoneId: zone.id,
    name: `${name}.${zoneName}`,
    type: 'A',
    ttl: 300,
    records: [address],
    description: cloud.description,
  });
}
