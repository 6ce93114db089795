import type { Quota } from '../../deploy/quota-usage';
import type { WrittenResource } from '../../stack/stack-folder';

/** Resources with which a site sets its project's quotas. */
const QUOTAS = [
  'openstack_compute_quotaset_v2',
  'openstack_blockstorage_quotaset_v3',
  'openstack_networking_quota_v2',
  'openstack_lb_quota_v2',
  'openstack_sharedfilesystem_quotaset_v2',
];
/** Where the attribute's name isn't the quota's. */
const NAMES: Readonly<Record<string, string>> = { loadbalancer: 'loadbalancers' };

/** Limits that the site itself sets, by the quota's name. Pure. */
export function ownQuotas(written: readonly WrittenResource[]): ReadonlyMap<string, number> {
  const found = written
    .filter((w) => QUOTAS.includes(w.type))
    .flatMap((w) => Object.entries(w.attributes))
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return new Map(found.map(([name, limit]) => [NAMES[name] ?? name, limit]));
}

/** Quotas as they are once the site's own are set: with nothing used where the cloud isn't asked. Pure. */
export function withOwnQuotas(quotas: readonly Quota[], own: ReadonlyMap<string, number>): readonly Quota[] {
  const names = new Set(quotas.map((q) => q.name));
  const changed = quotas.map((q) => ({ ...q, limit: own.has(q.name) ? unlimited(own.get(q.name)!) : q.limit }));
  const added = [...own]
    .filter(([name]) => !names.has(name))
    .map(([name, limit]) => ({ name, limit: unlimited(limit), used: 0, unit: '' }));
  return [...changed, ...added];
}

function unlimited(limit: number): number | undefined {
  return limit < 0 ? undefined : limit;
}
