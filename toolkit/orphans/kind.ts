import type { Item, OpenStackClient } from '../openstack/openstack-client';

/** Something in the cloud that may belong to the site. */
export interface Found {
  /** As Terraform's state has it: a resource that is part of another has both ids. */
  readonly id: string;
  readonly item: Item;
}

/** What a list needs to know of the site. */
export interface Ground {
  readonly client: OpenStackClient;
  /** Whether the item is the site's, by its tags, or by its name where it has none. */
  readonly owns: (item: Item) => boolean;
  /** Ids of a Terraform type that the state knows. */
  readonly known: (type: string) => ReadonlySet<string>;
}

/** A kind of resource that the kit makes, and how to find and remove it. */
export interface Kind {
  /** Terraform's: `openstack_compute_instance_v2`. */
  readonly type: string;
  /** For people: `server`. */
  readonly title: string;
  /** Whether Terraform can take over one that is there: it has to learn all of it from the API. */
  readonly adoptable: boolean;
  /**
   * Whether it is what the site writes there, where that is more than the name. References among the attributes are ids
   * that the state knows.
   */
  readonly fits?: (item: Item, attributes: Readonly<Record<string, unknown>>) => boolean;
  /** Whether it holds data of users. */
  readonly data: boolean;
  /** Whether an administrator's credentials are needed. */
  readonly admin: boolean;
  readonly list: (ground: Ground) => Promise<readonly Found[]>;
  readonly remove: (client: OpenStackClient, id: string) => Promise<void>;
}

/** Kinds differ from this in little. */
export const USUAL = { adoptable: true, data: false, admin: false } as const;

/** Whether an item is called as the site calls it; what has no name is told by its description. */
export function sameName(item: Item, attributes: Readonly<Record<string, unknown>>): boolean {
  const key = item['name'] === undefined ? 'description' : 'name';
  return attributes[key] === item[key];
}

/** Items of the site in a list. */
export function owned(items: readonly Item[], ground: Ground): readonly Found[] {
  return items.filter((item) => ground.owns(item)).map((item) => ({ id: String(item['id']), item }));
}

/** Waits until a removed item is gone: what it used can't be removed before. */
export async function gone(ask: () => Promise<unknown>, seconds = 300): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    try {
      await ask();
    } catch (error) {
      if (/: 404 /.test((error as Error).message)) {
        return;
      }
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`still there after ${seconds} s`);
}
