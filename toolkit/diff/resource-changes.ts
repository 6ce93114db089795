import { differences, isObject, type JsonObject } from './json';
import { providerRule, replaces } from './provider-rules';
import { references, TRIGGERED_BY } from './references';
import type { Action, ResourceChange } from './resource-change';
import type { Resource, SiteDocument } from './site-document';

/** What Terraform reads for itself: a change of it changes no resource. */
const META = ['depends_on', 'provisioner', 'connection', 'lifecycle', 'count', 'for_each', 'provider'];

/**
 * Changes of all resources by the tables, with what follows from replacements, in the order of the addresses. A
 * resource whose `count` changes too has two entries.
 */
export function resourceChanges(base: SiteDocument | undefined, head: SiteDocument | undefined): readonly ResourceChange[] {
  const addresses = [...new Set([...(base?.resources.keys() ?? []), ...(head?.resources.keys() ?? [])])].sort();
  const counted: ResourceChange[] = [];
  const kept = new Map<string, ResourceChange>();
  for (const address of addresses) {
    for (const change of own(base?.resources.get(address), head?.resources.get(address))) {
      if (change.action === 'create' || change.action === 'delete') {
        counted.push(change);
      } else {
        kept.set(address, change);
      }
    }
  }
  const both = addresses.filter((a) => base?.resources.has(a) === true && head?.resources.has(a) === true);
  while (both.filter((a) => follow(base!.resources.get(a)!, head!.resources.get(a)!, kept)).length > 0);
  return [...counted, ...kept.values()].sort((a, b) => compare(`${a.resource.address} ${a.action}`, `${b.resource.address} ${b.action}`));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What follows from a resource's own configuration. */
function own(before: Resource | undefined, after: Resource | undefined): readonly ResourceChange[] {
  const resource = (after ?? before)!;
  const [old, now] = [instancesOf(before), instancesOf(after)];
  const make = (action: Action, instances: number, more: Partial<ResourceChange> = {}): ResourceChange[] =>
    instances <= 0 ? [] : [{ resource, action, instances, differences: [], because: [], follows: [], before, ...more }];
  const found = differences(attributes(before), attributes(after));
  const rule = providerRule(resource.type);
  const because = rule === undefined ? [] : found.filter((d) => replaces(rule, d.path)).map((d) => d.path);
  const changed = found.length === 0 ? 0 : Math.min(old, now);
  return [
    ...make('delete', old - now),
    ...make(because.length > 0 ? 'replace' : 'update', changed, { differences: found, because }),
    ...make('create', now - old),
  ];
}

function instancesOf(resource: Resource | undefined): number {
  const count = resource?.config['count'];
  const each = resource?.config['for_each'];
  return resource === undefined ? 0 : typeof count === 'number' ? count : isObject(each) ? Object.keys(each).length : 1;
}

function attributes(resource: Resource | undefined): JsonObject {
  return Object.fromEntries(Object.entries(resource?.config ?? {}).filter(([key, value]) => !META.includes(key) && value !== null));
}

/** Adds what follows for one resource from changes of what it refers to; false when it is known already. */
function follow(before: Resource, after: Resource, kept: Map<string, ResourceChange>): boolean {
  const rule = providerRule(after.type);
  let news = false;
  for (const { path, target, attribute } of references(attributes(after), after.config['lifecycle'])) {
    const cause = kept.get(target);
    const change = kept.get(after.address);
    const forced = path === TRIGGERED_BY || (rule !== undefined && replaces(rule, path));
    const matters = cause !== undefined && (path === TRIGGERED_BY || (cause.action === 'replace' && !staysKnown(cause, attribute)));
    if (!matters || (change?.follows.includes(target) === true && (!forced || change.because.includes(path)))) {
      continue;
    }
    news = true;
    kept.set(after.address, {
      resource: after,
      action: forced || change?.action === 'replace' ? 'replace' : 'update',
      instances: Math.min(instancesOf(before), instancesOf(after)),
      differences: change?.differences ?? [],
      because: [...new Set([...(change?.because ?? []), ...(forced ? [path] : [])])].sort(),
      follows: [...new Set([...(change?.follows ?? []), target])].sort(),
      before,
    });
  }
  return news;
}

/** An attribute that the configuration sets is known although its resource is replaced, and unchanged unless it differs. */
function staysKnown(cause: ResourceChange, attribute: string | undefined): boolean {
  const literal = attribute !== undefined && cause.resource.config[attribute] !== undefined;
  return literal && !cause.differences.some((d) => d.path.split(/[.[]/)[0] === attribute);
}
