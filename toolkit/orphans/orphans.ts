import { KitError } from '../kit-error';
import { OpenStackClient, type Item } from '../openstack/openstack-client';
import type { KnownResource, StackFolder, WrittenResource } from '../stack/stack-folder';
import { COMPUTE_KINDS } from './compute-kinds';
import { sameName, type Ground, type Kind } from './kind';
import { LOAD_BALANCER_KINDS } from './load-balancer-kinds';
import { NETWORK_KINDS } from './network-kinds';
import { OTHER_KINDS } from './other-kinds';

/** Users of something before what they use. */
const KINDS: readonly Kind[] = [...LOAD_BALANCER_KINDS, ...COMPUTE_KINDS, ...OTHER_KINDS, ...NETWORK_KINDS];

/** A resource of the site that Terraform's state doesn't know. */
export interface Orphan {
  readonly cloud: string;
  readonly type: string;
  /** `server`. */
  readonly title: string;
  readonly id: string;
  readonly name: string;
  /** Whether it holds data of users. */
  readonly data: boolean;
  /** Address that it can be imported to; null when Terraform has another one there, or can't. */
  readonly address: string | null;
}

/** Finds what the site's tags are on, and the state doesn't know; in the order in which it can be removed. */
export async function findOrphans(site: string, stack: StackFolder): Promise<readonly Orphan[]> {
  const { clouds } = stack;
  if (clouds.length === 0) {
    throw new KitError(`site '${site}' has nothing in a cloud`);
  }
  const known = stack.known();
  const idsOf = (type: string) => new Set(known.filter((r) => r.type === type).map((r) => String(r.attributes['id'])));
  const free = new Map(stack.written.filter((w) => !known.some((k) => k.address === w.address)).map((w) => [w.address, w]));
  const orphans: Orphan[] = [];
  for (const { cloud, admin } of clouds) {
    const client = await OpenStackClient.logIn(cloud);
    for (const kind of KINDS.filter((k) => k.admin === admin)) {
      const written = stack.written.filter((w) => w.type === kind.type);
      const ground: Ground = { client, known: idsOf, owns: (item) => owns(site, item, written) };
      const ids = idsOf(kind.type);
      for (const { id, item } of (await kind.list(ground)).filter((found) => !ids.has(found.id))) {
        const fits = kind.fits ?? sameName;
        const place = [...free.values()].find((w) => w.type === kind.type && fits(item, resolved(w.attributes, known)));
        const address = kind.adoptable ? (place?.address ?? null) : null;
        if (address !== null) {
          free.delete(address);
        }
        orphans.push({ cloud, type: kind.type, title: kind.title, id, name: nameOf(item), data: kind.data, address });
      }
    }
  }
  return orphans;
}

/** Removes an orphan from the cloud. */
export async function removeOrphan(orphan: Orphan): Promise<void> {
  const client = await OpenStackClient.logIn(orphan.cloud);
  await KINDS.find((k) => k.type === orphan.type)!.remove(client, orphan.id);
}

/** Makes Terraform's state know an orphan. */
export function adoptOrphan(orphan: Orphan, stack: StackFolder): void {
  if (orphan.address === null) {
    throw new KitError(
      `${orphan.title} ${orphan.name} can't be adopted`,
      'Terraform has one of that name, or can’t learn all of it; remove it',
    );
  }
  stack.import(orphan.address, orphan.id);
}

/** By tags, metadata or description; by a name that the site gives where the cloud has put none of these on it yet. */
function owns(site: string, item: Item, written: readonly WrittenResource[]): boolean {
  const tags = [item['tags'], item['metadata'], item['description']].map((part) => JSON.stringify(part ?? ''));
  const said = tags.map((text) => /daas-site=([a-z0-9-]+)|"daas_site":"([a-z0-9-]+)"/.exec(text)).find((match) => match !== null);
  if (said !== undefined && said !== null) {
    return (said[1] ?? said[2]) === site;
  }
  return written.some((w) => w.attributes['name'] !== undefined && w.attributes['name'] === item['name']);
}

/** Attributes with the ids of what the state knows in the place of references to it. */
function resolved(attributes: WrittenResource['attributes'], known: readonly KnownResource[]): WrittenResource['attributes'] {
  const idOf = (value: unknown): unknown => {
    const address = /^\$\{([^.}]+\.[^.}]+)\.id\}$/.exec(String(value))?.[1];
    return address === undefined ? value : (known.find((k) => k.address === address)?.attributes['id'] ?? value);
  };
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, idOf(value)]));
}

function nameOf(item: Item): string {
  return String(item['name'] ?? item['description'] ?? item['id']);
}
