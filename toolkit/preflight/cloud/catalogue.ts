import { textOf, type JsonObject } from '../../json';
import type { Item, OpenStackClient } from '../../openstack/openstack-client';
import type { SiteDocument } from '../../stack/site-document';
import type { WrittenResource } from '../../stack/stack-folder';
import type { PreflightProblem } from '../problem';

/** What a site names in its cloud without making it. */
export interface Named {
  readonly flavors: readonly string[];
  readonly images: readonly string[];
  readonly networks: readonly string[];
  /** Availability zones of machines. */
  readonly zones: readonly string[];
}

/** What the site's cloud has to have. Pure. */
export function namedIn(document: Pick<SiteDocument, 'data'>, written: readonly WrittenResource[]): Named {
  const names = (type: string): string[] =>
    [...document.data].flatMap(([address, config]: [string, JsonObject]) =>
      address.startsWith(`${type}.`) && typeof config['name'] === 'string' ? [config['name']] : [],
    );
  const values = (type: string, attribute: string): string[] =>
    written.flatMap((w) => (w.type === type && typeof w.attributes[attribute] === 'string' ? [w.attributes[attribute]] : []));
  const distinct = (all: readonly string[]): string[] => [...new Set(all)].filter((name) => !name.includes('${')).sort();
  return {
    flavors: distinct(names('openstack_compute_flavor_v2')),
    images: distinct(names('openstack_images_image_v2')),
    networks: distinct([...names('openstack_networking_network_v2'), ...values('openstack_networking_floatingip_v2', 'pool')]),
    zones: distinct(values('openstack_compute_instance_v2', 'availability_zone')),
  };
}

/** How to look for one kind of thing. */
interface Look {
  readonly code: string;
  readonly what: string;
  readonly wanted: readonly string[];
  readonly list: (client: OpenStackClient) => Promise<readonly Item[]>;
  /** What makes a thing that is there useless; undefined when it is fit. */
  readonly unfit?: (item: Item) => string | undefined;
  readonly nameOf?: (item: Item) => string;
}

/** The lists to look through, each with what has to be in it. */
export function looks(named: Named): readonly Look[] {
  return [
    {
      code: 'FlavorMissing',
      what: 'flavour',
      wanted: named.flavors,
      list: async (client) => client.list('compute', '/flavors/detail?is_public=None', 'flavors'),
    },
    {
      code: 'ImageMissing',
      what: 'image',
      wanted: named.images,
      list: async (client) => [
        ...(await client.list('image', '/images', 'images')),
        ...(await client.list('image', '/images?os_hidden=true', 'images')).map((i) => ({ ...i, os_hidden: true })),
      ],
      unfit: (item) =>
        item['os_hidden'] === true
          ? 'is hidden'
          : item['status'] === 'active'
            ? undefined
            : `is ${textOf(item['status'] as string)}, not active`,
    },
    {
      code: 'NetworkMissing',
      what: 'network',
      wanted: named.networks,
      list: async (client) => client.list('network', '/networks', 'networks'),
    },
    {
      code: 'ZoneMissing',
      what: 'availability zone',
      wanted: named.zones,
      list: async (client) => client.list('compute', '/os-availability-zone', 'availabilityZoneInfo'),
      nameOf: (item) => textOf(item['zoneName'] as string),
      unfit: (item) => ((item['zoneState'] as { available?: boolean } | undefined)?.available === false ? 'is not available' : undefined),
    },
  ];
}

/** What is wanted and not there, or there and not fit. Pure. */
export function absent(look: Look, items: readonly Item[]): readonly PreflightProblem[] {
  const nameOf = look.nameOf ?? ((item: Item) => textOf(item['name'] as string));
  return look.wanted.flatMap((name) => {
    const found = items.filter((item) => nameOf(item) === name);
    const faults = found.map((item) => look.unfit?.(item));
    if (faults.includes(undefined)) {
      return [];
    }
    const fault = faults[0];
    const fit = items.filter((item) => look.unfit?.(item) === undefined).map(nameOf);
    return [
      {
        code: look.code,
        message: fault === undefined ? `the cloud has no ${look.what} '${name}'` : `the ${look.what} '${name}' ${fault}`,
        remedy: `have it made, or name another in the site; there are: ${[...new Set(fit)].sort().slice(0, 20).join(', ') || 'none'}`,
      },
    ];
  });
}
