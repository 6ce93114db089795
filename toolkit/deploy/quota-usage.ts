import type { Item, OpenStackClient } from '../openstack/openstack-client';

/** A quota of a project. */
export interface Quota {
  /** `cores`: the name that the API and its messages use. */
  readonly name: string;
  /** Undefined for one without a limit. */
  readonly limit: number | undefined;
  readonly used: number;
  /** `GiB`; empty for things that are counted. */
  readonly unit: string;
}

/** All quotas that a site of the kit counts against, as a member of the project may read them. */
export async function readQuotas(client: OpenStackClient): Promise<readonly Quota[]> {
  const absolute = async (service: 'compute' | 'volumev3' | 'sharev2'): Promise<Item> =>
    client.has(service) ? ((await client.get(service, '/limits')) as { limits: { absolute: Item } }).limits.absolute : {};
  const [compute, volume, share] = [await absolute('compute'), await absolute('volumev3'), await absolute('sharev2')];
  const { quota: network } = (await client.get('network', `/quotas/${client.project}/details.json`)) as { quota: Record<string, Item> };
  const counted = (name: string, key: string): Quota => quota(name, network[key]?.['limit'], network[key]?.['used']);
  return [
    quota('instances', compute['maxTotalInstances'], compute['totalInstancesUsed']),
    quota('cores', compute['maxTotalCores'], compute['totalCoresUsed']),
    quota('ram', compute['maxTotalRAMSize'], compute['totalRAMUsed'], 'MiB'),
    quota('server_groups', compute['maxServerGroups'], compute['totalServerGroupsUsed']),
    quota('volumes', volume['maxTotalVolumes'], volume['totalVolumesUsed']),
    quota('gigabytes', volume['maxTotalVolumeGigabytes'], volume['totalGigabytesUsed'], 'GiB'),
    quota('shares', share['maxTotalShares'], share['totalSharesUsed']),
    quota('share gigabytes', share['maxTotalShareGigabytes'], share['totalShareGigabytesUsed'], 'GiB'),
    counted('port', 'port'),
    counted('network', 'network'),
    counted('subnet', 'subnet'),
    counted('router', 'router'),
    counted('floatingip', 'floatingip'),
    counted('security_group', 'security_group'),
    counted('security_group_rule', 'security_group_rule'),
    ...(await balancers(client)),
  ];
}

/** The API tells the limit; what is used has to be counted. */
async function balancers(client: OpenStackClient): Promise<readonly Quota[]> {
  if (!client.has('load-balancer')) {
    return [];
  }
  const path = '/lbaas/loadbalancers';
  const { quota: limits } = (await client.get('load-balancer', `/lbaas/quotas/${client.project}`)) as { quota: Item };
  const used = await client.list('load-balancer', `${path}?project_id=${client.project}`, 'loadbalancers');
  return [quota('loadbalancers', limits['load_balancer'] ?? limits['loadbalancer'], used.length)];
}

function quota(name: string, limit: unknown, used: unknown, unit = ''): Quota {
  return { name, limit: typeof limit === 'number' && limit >= 0 ? limit : undefined, used: Number(used ?? 0), unit };
}
