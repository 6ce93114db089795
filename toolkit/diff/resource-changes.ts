import { differences, isObject, textOf, type Difference, type Json, type JsonObject } from '../json';
import type { Resource, SiteDocument } from '../stack/site-document';
import { providerRule, replaces } from './provider-rules';
import { references, TRIGGERED_BY } from './references';
import { readdressed, withRenames } from './renames';
import type { Action, ResourceChange } from './resource-change';

/** What Terraform reads for itself: a change of it changes no resource. */
const META = ['depends_on', 'provisioner', 'connection', 'lifecycle', 'count', 'for_each', 'provider'];

/** A resource on both sides. */
interface Pair {
  readonly before: Resource;
  readonly after: Resource;
}

/**
 * Changes of all resources by the tables, with what follows from replacements, in the order of the addresses. A
 * resource whose `count` changes too has two entries.
 */
export function resourceChanges(base: SiteDocument | undefined, head: SiteDocument | undefined): readonly ResourceChange[] {
  const moved = new Map([...(head?.moved ?? [])].filter(([to, from]) => base?.resources.has(from) === true && head!.resources.has(to)));
  const gone = new Set(moved.values());
  const before = (address: string): Resource | undefined => {
    const old = base?.resources.get(moved.get(address) ?? address);
    const addresses = [...moved].map(([to, from]) => [from, to] as const);
    return old === undefined || addresses.length === 0 ? old : readdressed(old, addresses);
  };
  const addresses = [...new Set([...(base?.resources.keys() ?? []), ...(head?.resources.keys() ?? [])])];
  const counted: ResourceChange[] = [];
  const kept = new Map<string, ResourceChange>();
  for (const address of addresses.filter((a) => !gone.has(a) || head!.resources.has(a)).sort()) {
    for (const change of own(before(address), head?.resources.get(address))) {
      if (change.action === 'create' || change.action === 'delete') {
        counted.push(change);
      } else {
        kept.set(address, change);
      }
    }
  }
  const pairs = [...(head?.resources.values() ?? [])]
    .map((after) => ({ before: before(after.address), after }))
    .filter((p): p is Pair => p.before !== undefined);
  const data = changedData(base, head);
  while (pairs.filter((pair) => follow(pair, kept, data)).length > 0);
  const all = [...withRenames(counted, (old, now) => own(old, now)), ...kept.values()];
  return all.sort((a, b) => compare(`${a.resource.address} ${a.action}`, `${b.resource.address} ${b.action}`));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Data sources that ask for something else now: what they answer may be another value. */
function changedData(base: SiteDocument | undefined, head: SiteDocument | undefined): ReadonlySet<string> {
  const both = [...(head?.data ?? [])].filter(([address]) => base?.data.has(address) === true);
  return new Set(both.filter(([a, now]) => differences(asked(base!.data.get(a)!), asked(now)).length > 0).map(([a]) => `data.${a}`));
}

function asked({ '//': _notes, ...config }: JsonObject): JsonObject {
  return config;
}

/** What follows from a resource's own configuration. */
function own(before: Resource | undefined, after: Resource | undefined): readonly ResourceChange[] {
  const resource = (after ?? before)!;
  const [old, now] = [instancesOf(before), instancesOf(after)];
  const make = (action: Action, instances: number, more: Partial<ResourceChange> = {}): ResourceChange[] =>
    instances <= 0 ? [] : [{ resource, action, instances, differences: [], because: [], follows: [], through: [], before, ...more }];
  const ignored = after === undefined ? [] : ignoredChanges(after);
  const found = differences(attributes(before), attributes(after)).filter((d) => !ignored.includes(topOf(d.path)));
  const because = forcing(resource.type, found);
  const changed = found.length === 0 ? 0 : Math.min(old, now);
  return [
    ...make('delete', old - now),
    ...make(because.length > 0 ? 'replace' : 'update', changed, { differences: found, because }),
    ...make('create', now - old),
  ];
}

function forcing(type: string, found: readonly Difference[]): readonly string[] {
  const rule = providerRule(type);
  return rule === undefined ? [] : found.filter((d) => replaces(rule, d.path)).map((d) => d.path);
}

function topOf(path: string): string {
  return path.split(/[.[]/)[0]!;
}

/** Attributes whose changes Terraform is told to leave alone, once the resource is there. */
function ignoredChanges({ config }: Resource): readonly string[] {
  const lifecycle = config['lifecycle'];
  const ignored = isObject(lifecycle) ? lifecycle['ignore_changes'] : undefined;
  return ignored === 'all' ? Object.keys(config) : Array.isArray(ignored) ? (ignored as readonly Json[]).map((i) => topOf(textOf(i))) : [];
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
function follow({ before, after }: Pair, kept: Map<string, ResourceChange>, data: ReadonlySet<string>): boolean {
  const rule = providerRule(after.type);
  const ignored = ignoredChanges(after);
  let news = false;
  for (const { path, target, attribute } of references(attributes(after), after.config['lifecycle'])) {
    const cause = kept.get(target);
    const change = kept.get(after.address);
    const forced = path === TRIGGERED_BY || (rule !== undefined && replaces(rule, path));
    const matters = data.has(target) || (cause !== undefined && changes(cause, path, attribute));
    const seen = change?.follows.includes(target) === true && (!forced || change.because.includes(path));
    if (!matters || seen || ignored.includes(topOf(path))) {
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
      through: [...new Set([...(change?.through ?? []), path])].sort(),
      before,
    });
  }
  return news;
}

/** Whether a change of what is referred to changes the value that is used. */
function changes(cause: ResourceChange, path: string, attribute: string | undefined): boolean {
  const renewed = cause.action === 'replace' && !staysKnown(cause, attribute);
  if (path !== TRIGGERED_BY) {
    return renewed;
  }
  return attribute === undefined || renewed || cause.differences.some((d) => topOf(d.path) === attribute);
}

/** An attribute that the configuration sets is known although its resource is replaced, and unchanged unless it differs. */
function staysKnown(cause: ResourceChange, attribute: string | undefined): boolean {
  const literal = attribute !== undefined && cause.resource.config[attribute] !== undefined;
  return literal && !cause.differences.some((d) => topOf(d.path) === attribute);
}
