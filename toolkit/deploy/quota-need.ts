import { textOf } from '../json';
import type { OpenStackClient } from '../openstack/openstack-client';
import type { StackFolder, WrittenResource } from '../stack/stack-folder';
import { readQuotas, type Quota } from './quota-usage';

/** A quota that is too small for what a deployment has still to make. */
export interface Shortage extends Quota {
  readonly limit: number;
  /** What is still to be made. */
  readonly needed: number;
  readonly missing: number;
}

/** Sizes of a flavour. */
export interface FlavorSize {
  readonly cores: number;
  readonly ram: number;
}

/** Which quota counts which type. */
const COUNTED: Readonly<Record<string, string>> = {
  openstack_compute_instance_v2: 'instances',
  openstack_compute_servergroup_v2: 'server_groups',
  openstack_blockstorage_volume_v3: 'volumes',
  openstack_sharedfilesystem_share_v2: 'shares',
  openstack_networking_port_v2: 'port',
  openstack_networking_router_interface_v2: 'port',
  openstack_networking_network_v2: 'network',
  openstack_networking_subnet_v2: 'subnet',
  openstack_networking_router_v2: 'router',
  openstack_networking_floatingip_v2: 'floatingip',
  openstack_networking_secgroup_v2: 'security_group',
  openstack_networking_secgroup_rule_v2: 'security_group_rule',
  openstack_lb_loadbalancer_v2: 'loadbalancers',
};

/** What resources count against each quota. Pure. */
export function countNeed(
  resources: readonly WrittenResource[],
  flavorOf: (r: WrittenResource) => FlavorSize,
): ReadonlyMap<string, number> {
  const need = new Map<string, number>();
  const add = (name: string, amount: number): void => void need.set(name, (need.get(name) ?? 0) + amount);
  for (const resource of resources) {
    const counted = COUNTED[resource.type];
    if (counted !== undefined) {
      add(counted, 1);
    }
    if (resource.type === 'openstack_compute_instance_v2') {
      const { cores, ram } = flavorOf(resource);
      add('cores', cores);
      add('ram', ram);
    } else if (resource.type === 'openstack_blockstorage_volume_v3') {
      add('gigabytes', Number(resource.attributes['size']));
    } else if (resource.type === 'openstack_sharedfilesystem_share_v2') {
      add('share gigabytes', Number(resource.attributes['size']));
    } else if (resource.type === 'openstack_lb_loadbalancer_v2') {
      // The load balancer's own address.
      add('port', 1);
    }
  }
  return need;
}

/** Quotas that don't suffice. Pure. */
export function shortages(quotas: readonly Quota[], need: ReadonlyMap<string, number>): readonly Shortage[] {
  return quotas.flatMap((quota) => {
    const needed = need.get(quota.name) ?? 0;
    const missing = quota.limit === undefined ? 0 : needed - (quota.limit - quota.used);
    return needed > 0 && missing > 0 ? [{ ...quota, limit: quota.limit!, needed, missing }] : [];
  });
}

/** Quotas of the site's project that don't suffice for what is still to be made. */
export async function findShortages(client: OpenStackClient, stack: StackFolder): Promise<readonly Shortage[]> {
  const known = new Set(stack.known().map((k) => k.address));
  const sizes = new Map(
    (await client.list('compute', '/flavors/detail?is_public=None', 'flavors')).map((f) => [
      String(f['name']),
      { cores: Number(f['vcpus']), ram: Number(f['ram']) },
    ]),
  );
  const flavorOf = (resource: WrittenResource): FlavorSize => {
    const [, data, type, name] =
      /\$\{(data\.)?(openstack_compute_flavor_v2)\.([^.]+)\.id\}/.exec(String(resource.attributes['flavor_id'])) ?? [];
    const address = `${type}.${name}`;
    const flavor = (data === undefined ? stack.document.resources.get(address)?.config : stack.document.data.get(address)) ?? {};
    const written = { cores: Number(flavor['vcpus'] ?? 0), ram: Number(flavor['ram'] ?? 0) };
    return sizes.get(textOf(flavor['name'])) ?? written;
  };
  const need = countNeed(
    stack.written.filter((w) => !known.has(w.address)),
    flavorOf,
  );
  return shortages(await readQuotas(client), need);
}
