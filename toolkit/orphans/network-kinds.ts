import type { Item, OpenStackClient } from '../openstack/openstack-client';
import { owned, USUAL, type Found, type Ground, type Kind } from './kind';

/** A kind of Neutron: an administrator sees those of all projects, so the list is narrowed. */
function plain(type: string, title: string, path: string, key: string): Kind {
  return {
    ...USUAL,
    type,
    title,
    list: async (ground) => owned(await listed(ground.client, path, key), ground),
    remove: async (client, id) => void (await client.call('DELETE', 'network', `/${path}/${id}`)),
  };
}

async function listed(client: OpenStackClient, path: string, key: string, more = ''): Promise<readonly Item[]> {
  return client.list('network', `/${path}?project_id=${client.project}${more}`, key);
}

const ROUTERS = plain('openstack_networking_router_v2', 'router', 'routers', 'routers');
/** One that was made halfway has the cloud's default rules: they show as orphans once the state knows the group. */
const GROUPS = plain('openstack_networking_secgroup_v2', 'security group', 'security-groups', 'security_groups');

/** Ports of routers carry no tags: they are the site's when their router is. */
const ROUTER_INTERFACE: Kind = {
  ...USUAL,
  adoptable: false,
  type: 'openstack_networking_router_interface_v2',
  title: 'router interface',
  list: async (ground) => {
    const routers = (await ROUTERS.list(ground)).map((r) => r.id);
    const ports = await listed(ground.client, 'ports', 'ports', '&device_owner=network:router_interface');
    const mine = ports.filter((p) => routers.includes(String(p['device_id'])));
    return mine.map((p) => ({ id: String(p['id']), item: { ...p, name: `port ${String(p['id'])} of router ${String(p['device_id'])}` } }));
  },
  remove: async (client, id) => {
    const { port } = (await client.get('network', `/ports/${id}`)) as { port: { device_id: string } };
    await client.call('PUT', 'network', `/routers/${port.device_id}/remove_router_interface`, { port_id: id });
  },
};

/** Rules carry no tags: they are the site's when their group is. Those of an orphaned group go with it. */
const RULE: Kind = {
  ...USUAL,
  adoptable: false,
  type: 'openstack_networking_secgroup_rule_v2',
  title: 'security group rule',
  list: async (ground: Ground) => {
    const found: Found[] = [];
    for (const group of ground.known('openstack_networking_secgroup_v2')) {
      for (const rule of await listed(ground.client, 'security-group-rules', 'security_group_rules', `&security_group_id=${group}`)) {
        found.push({
          id: String(rule['id']),
          item: { ...rule, name: rule['description'] || `${String(rule['direction'])} of group ${group}` },
        });
      }
    }
    return found;
  },
  remove: async (client, id) => void (await client.call('DELETE', 'network', `/security-group-rules/${id}`)),
};

/** In the order of removal. */
export const NETWORK_KINDS: readonly Kind[] = [
  plain('openstack_networking_floatingip_v2', 'floating IP', 'floatingips', 'floatingips'),
  plain('openstack_networking_port_v2', 'port', 'ports', 'ports'),
  ROUTER_INTERFACE,
  ROUTERS,
  plain('openstack_networking_subnet_v2', 'subnet', 'subnets', 'subnets'),
  plain('openstack_networking_network_v2', 'network', 'networks', 'networks'),
  RULE,
  GROUPS,
];
