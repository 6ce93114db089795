import { OpenStackClient } from '../openstack/openstack-client';
import { findOrphans, type Orphan } from '../orphans/orphans';
import type { KnownResource, StackFolder, WrittenResource } from '../stack/stack-folder';
import { explain, type Explanation } from './explain';
import { findShortages, type Shortage } from './quota-need';

/** What is known before a deployment changes anything. */
export interface Outlook {
  /** Addresses of data that the site no longer mentions: nothing protects them any more. */
  readonly unprotected: readonly string[];
  readonly orphans: readonly Orphan[];
  readonly shortages: readonly Shortage[];
}

/** What holds data of users, and is protected as long as the site mentions it. */
const DATA = [
  'openstack_blockstorage_volume_v3',
  'openstack_sharedfilesystem_share_v2',
  'openstack_containerinfra_cluster_v1',
  'openstack_dns_zone_v2',
];

/** Addresses of data in the state that the site doesn't mention. Pure. */
export function unprotectedData(written: readonly WrittenResource[], known: readonly KnownResource[]): readonly string[] {
  const addresses = new Set(written.map((w) => w.address));
  return known.filter((k) => DATA.includes(k.type) && !addresses.has(k.address)).map((k) => k.address);
}

/** Looks at the site's cloud. Quotas that the site sets itself are not looked at: they aren't set yet. */
export async function lookAhead(site: string, stack: StackFolder): Promise<Outlook> {
  const project = stack.clouds.find((c) => !c.admin);
  if (project === undefined) {
    return { unprotected: [], orphans: [], shortages: [] };
  }
  const unprotected = unprotectedData(stack.written, stack.known());
  const orphans = await findOrphans(site, stack);
  const setsQuotas = stack.written.some((w) => w.type === 'openstack_compute_quotaset_v2');
  return { unprotected, orphans, shortages: setsQuotas ? [] : await findShortages(await OpenStackClient.logIn(project.cloud), stack) };
}

/** What a failed deployment printed, with what only the cloud knows. */
export async function explainFailure(output: string, stack: StackFolder): Promise<readonly Explanation[]> {
  const found = explain(output);
  const project = stack.clouds.find((c) => !c.admin);
  if (project === undefined || !found.some((e) => e.server !== undefined || e.quota === true)) {
    return found;
  }
  const client = await OpenStackClient.logIn(project.cloud);
  const short = await findShortages(client, stack);
  const explained: Explanation[] = [];
  for (const one of found) {
    const fault = one.server === undefined ? undefined : await faultOf(client, one.server);
    const quota = one.quota === true || /[Qq]uota exceeded/.test(fault ?? '');
    const missing = quota ? short.map(describeShortage) : [];
    explained.push({ ...one, what: [one.what, ...(fault === undefined ? [] : [`the cloud says: ${fault}`]), ...missing].join('; ') });
  }
  return explained;
}

/** `cores: 8 needed, 4 of 10 used, 2 missing`. */
export function describeShortage({ name, needed, used, limit, missing, unit }: Shortage): string {
  const amount = (n: number): string => (unit === '' ? `${n}` : `${n} ${unit}`);
  return `${name}: ${amount(needed)} needed, ${amount(used)} of ${amount(limit)} used, ${amount(missing)} missing`;
}

async function faultOf(client: OpenStackClient, id: string): Promise<string> {
  const { server } = (await client.get('compute', `/servers/${id}`)) as { server: { fault?: { message: string } } };
  return server.fault?.message ?? 'nothing';
}
