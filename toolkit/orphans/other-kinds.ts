import type { Item } from '../openstack/openstack-client';
import { gone, owned, USUAL, type Found, type Kind } from './kind';

const VOLUME: Kind = {
  ...USUAL,
  data: true,
  type: 'openstack_blockstorage_volume_v3',
  title: 'volume',
  list: async (ground) => owned(await ground.client.list('volumev3', '/volumes/detail', 'volumes'), ground),
  remove: async (client, id) => {
    await client.call('DELETE', 'volumev3', `/volumes/${id}`);
    await gone(async () => client.get('volumev3', `/volumes/${id}`));
  },
};

const IMAGE: Kind = {
  ...USUAL,
  type: 'openstack_images_image_v2',
  title: 'image',
  list: async (ground) => owned(await ground.client.list('image', `/images?owner=${ground.client.project}`, 'images'), ground),
  remove: async (client, id) => void (await client.call('DELETE', 'image', `/images/${id}`)),
};

const SHARE: Kind = {
  ...USUAL,
  data: true,
  type: 'openstack_sharedfilesystem_share_v2',
  title: 'share',
  list: async (ground) => owned(await ground.client.list('sharev2', '/shares/detail', 'shares'), ground),
  remove: async (client, id) => {
    await client.call('DELETE', 'sharev2', `/shares/${id}`);
    await gone(async () => client.get('sharev2', `/shares/${id}`));
  },
};

const SHARE_ACCESS: Kind = {
  ...USUAL,
  adoptable: false,
  type: 'openstack_sharedfilesystem_share_access_v2',
  title: 'access to a share',
  list: async ({ client, known }) => {
    const found: Found[] = [];
    for (const share of known(SHARE.type)) {
      const answer = await client.call('POST', 'sharev2', `/shares/${share}/action`, { access_list: null });
      for (const item of (JSON.parse(answer.body) as { access_list: readonly Item[] }).access_list) {
        const name = `${String(item['access_to'])} to share ${share}`;
        found.push({ id: String(item['id']), item: { ...item, name, share } });
      }
    }
    return found;
  },
  remove: async (client, id) => {
    for (const { id: share } of await client.list('sharev2', '/shares', 'shares')) {
      const answer = await client.call('POST', 'sharev2', `/shares/${String(share)}/action`, { access_list: null });
      const { access_list: access } = JSON.parse(answer.body) as { access_list: readonly Item[] };
      if (access.some((a) => a['id'] === id)) {
        await client.call('POST', 'sharev2', `/shares/${String(share)}/action`, { deny_access: { access_id: id } });
      }
    }
  },
};

const ZONE: Kind = {
  ...USUAL,
  data: true,
  type: 'openstack_dns_zone_v2',
  title: 'DNS zone',
  list: async (ground) => owned(await ground.client.list('dns', '/zones', 'zones'), ground),
  remove: async (client, id) => {
    await client.call('DELETE', 'dns', `/zones/${id}`);
    await gone(async () => client.get('dns', `/zones/${id}`));
  },
};

const RECORD: Kind = {
  ...USUAL,
  type: 'openstack_dns_recordset_v2',
  title: 'DNS record',
  list: async (ground) => {
    const found: Found[] = [];
    for (const zone of await ground.client.list('dns', '/zones', 'zones')) {
      const records = await ground.client.list('dns', `/zones/${String(zone['id'])}/recordsets?type=A`, 'recordsets');
      found.push(...owned(records, ground).map(({ id, item }) => ({ id: `${String(zone['id'])}/${id}`, item })));
    }
    return found;
  },
  remove: async (client, id) => {
    const [zone, record] = id.split('/');
    await client.call('DELETE', 'dns', `/zones/${zone}/recordsets/${record}`);
    await gone(async () => client.get('dns', `/zones/${zone}/recordsets/${record}`));
  },
};

const CREDENTIAL: Kind = {
  ...USUAL,
  // The secret is told once, when a credential is made.
  adoptable: false,
  type: 'openstack_identity_application_credential_v3',
  title: 'application credential',
  list: async (ground) => {
    const path = `/users/${ground.client.user}/application_credentials`;
    return owned(await ground.client.list('identity', path, 'application_credentials'), ground);
  },
  remove: async (client, id) => void (await client.call('DELETE', 'identity', `/users/${client.user}/application_credentials/${id}`)),
};

/** In the order of removal. */
export const OTHER_KINDS: readonly Kind[] = [CREDENTIAL, SHARE_ACCESS, SHARE, VOLUME, IMAGE, RECORD, ZONE];
