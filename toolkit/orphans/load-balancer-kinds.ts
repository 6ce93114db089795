import type { Item, OpenStackClient } from '../openstack/openstack-client';
import { gone, owned, USUAL, type Ground, type Kind } from './kind';

const BALANCER = 'openstack_lb_loadbalancer_v2';

/** A part of a load balancer. Parts of one that the state doesn't know go with it. */
function part(type: string, title: string, path: string, key: string, adoptable = true): Kind {
  return {
    ...USUAL,
    adoptable,
    type,
    title,
    list: async (ground: Ground) => {
      const items = await ground.client.list('load-balancer', `/lbaas/${path}?project_id=${ground.client.project}`, key);
      const pools = await poolsOf(ground.client, key);
      const known = ground.known(BALANCER);
      return owned(items, ground).filter(({ item }) => balancersOf(item, pools).every((balancer) => known.has(balancer)));
    },
    remove: async (client, id) => {
      await client.call('DELETE', 'load-balancer', `/lbaas/${path}/${id}`);
      await gone(async () => client.get('load-balancer', `/lbaas/${path}/${id}`));
    },
  };
}

type Reference = readonly { readonly id: string }[];

/** Monitors know their pool only. */
async function poolsOf(client: OpenStackClient, key: string): Promise<ReadonlyMap<string, Item>> {
  const pools = key === 'healthmonitors' ? await client.list('load-balancer', `/lbaas/pools?project_id=${client.project}`, 'pools') : [];
  return new Map(pools.map((p) => [String(p['id']), p]));
}

function balancersOf(item: Item, pools: ReadonlyMap<string, Item>): readonly string[] {
  const direct = (item['loadbalancers'] as Reference | undefined)?.map((l) => l.id);
  const through = (item['pools'] as Reference | undefined)?.flatMap((p) => balancersOf(pools.get(p.id) ?? {}, pools));
  return direct ?? through ?? [];
}

/** In the order of removal. */
export const LOAD_BALANCER_KINDS: readonly Kind[] = [
  part('openstack_lb_monitor_v2', 'health monitor', 'healthmonitors', 'healthmonitors'),
  part('openstack_lb_pool_v2', 'pool of a load balancer', 'pools', 'pools', false),
  part('openstack_lb_listener_v2', 'listener', 'listeners', 'listeners'),
  {
    ...USUAL,
    type: BALANCER,
    title: 'load balancer',
    list: async (ground) =>
      owned(await ground.client.list('load-balancer', `/lbaas/loadbalancers?project_id=${ground.client.project}`, 'loadbalancers'), ground),
    remove: async (client, id) => {
      await client.call('DELETE', 'load-balancer', `/lbaas/loadbalancers/${id}?cascade=true`);
      await gone(async () => client.get('load-balancer', `/lbaas/loadbalancers/${id}`));
    },
  },
];
