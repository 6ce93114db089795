import type { Item, OpenStackClient } from '../openstack/openstack-client';
import { gone, owned, sameName, USUAL, type Found, type Ground, type Kind } from './kind';

const SERVER: Kind = {
  ...USUAL,
  type: 'openstack_compute_instance_v2',
  title: 'server',
  // The API tells the id of an image, which changes under its name: the kit writes the name on the server.
  fits: (item, attributes) => sameName(item, attributes) && item['status'] === 'ACTIVE' && imageOf(item) === imageOf(attributes),
  list: async (ground) => owned(await ground.client.list('compute', '/servers/detail', 'servers'), ground),
  remove: async (client, id) => {
    await client.call('DELETE', 'compute', `/servers/${id}`);
    await gone(async () => client.get('compute', `/servers/${id}`));
  },
};

const ATTACHMENT: Kind = {
  ...USUAL,
  type: 'openstack_compute_volume_attach_v2',
  title: 'volume attachment',
  fits: (item, attributes) => item['id'] === `${String(attributes['instance_id'])}/${String(attributes['volume_id'])}`,
  list: async ({ client, known }) => {
    const found: Found[] = [];
    for (const server of known('openstack_compute_instance_v2')) {
      for (const item of await attachments(client, server)) {
        const id = `${server}/${String(item['volumeId'])}`;
        found.push({ id, item: { ...item, id, name: id } });
      }
    }
    return found;
  },
  remove: async (client, id) => {
    const [server, volume] = id.split('/');
    await client.call('DELETE', 'compute', `/servers/${server}/os-volume_attachments/${volume}`);
    await gone(async () => client.get('compute', `/servers/${server}/os-volume_attachments/${volume}`));
  },
};

function imageOf({ metadata }: Readonly<Record<string, unknown>>): unknown {
  return (metadata as Readonly<Record<string, unknown>> | undefined)?.['daas_image'];
}

async function attachments(client: OpenStackClient, server: string): Promise<readonly Item[]> {
  try {
    return await client.list('compute', `/servers/${server}/os-volume_attachments`, 'volumeAttachments');
  } catch (error) {
    // The state knows a server that somebody removed by hand.
    if (/: 404 /.test((error as Error).message)) {
      return [];
    }
    throw error;
  }
}

const SERVER_GROUP: Kind = {
  ...USUAL,
  type: 'openstack_compute_servergroup_v2',
  title: 'server group',
  list: async (ground) => owned(await ground.client.list('compute', '/os-server-groups', 'server_groups'), ground),
  remove: async (client, id) => void (await client.call('DELETE', 'compute', `/os-server-groups/${id}`)),
};

const KEYPAIR: Kind = {
  ...USUAL,
  type: 'openstack_compute_keypair_v2',
  title: 'key pair',
  list: async (ground) => {
    const items = await ground.client.list('compute', '/os-keypairs', 'keypairs');
    const keys = items.map((item) => item['keypair'] as Item).map((key) => ({ ...key, id: key['name'] }) as Item);
    return owned(keys, ground);
  },
  remove: async (client, id) => void (await client.call('DELETE', 'compute', `/os-keypairs/${id}`)),
};

const FLAVOR: Kind = {
  ...USUAL,
  admin: true,
  type: 'openstack_compute_flavor_v2',
  title: 'flavour',
  list: async (ground) => owned(await ground.client.list('compute', '/flavors/detail?is_public=None', 'flavors'), ground),
  remove: async (client, id) => void (await client.call('DELETE', 'compute', `/flavors/${id}`)),
};

const FLAVOR_ACCESS: Kind = {
  ...USUAL,
  adoptable: false,
  admin: true,
  type: 'openstack_compute_flavor_access_v2',
  title: 'access to a flavour',
  list: async (ground: Ground) => {
    const found: Found[] = [];
    for (const flavor of ground.known('openstack_compute_flavor_v2')) {
      for (const item of await ground.client.list('compute', `/flavors/${flavor}/os-flavor-access`, 'flavor_access')) {
        const id = `${flavor}/${String(item['tenant_id'])}`;
        found.push({ id, item: { ...item, id, name: id } });
      }
    }
    return found;
  },
  remove: async (client, id) => {
    const [flavor, tenant] = id.split('/');
    await client.call('POST', 'compute', `/flavors/${flavor}/action`, { removeTenantAccess: { tenant } });
  },
};

/** In the order of removal. */
export const COMPUTE_KINDS: readonly Kind[] = [ATTACHMENT, SERVER, SERVER_GROUP, KEYPAIR, FLAVOR_ACCESS, FLAVOR];
