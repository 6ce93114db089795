import { kebab } from '../../core/names';
import { canonical, type JsonObject } from '../json';
import type { Resource } from '../stack/site-document';
import type { Renamed, ResourceChange } from './resource-change';

/** What would happen to a resource that kept its identity under a new name. */
type Compare = (before: Resource, after: Resource) => readonly ResourceChange[];

/** Resources of a construct that is called otherwise now, seen as one that goes and one that comes. */
export function withRenames(changes: readonly ResourceChange[], compare: Compare): readonly ResourceChange[] {
  const gone = changes.filter((c) => c.action === 'delete' && c.before !== undefined && c.before === c.resource);
  const free = new Set(changes.filter((c) => c.action === 'create' && c.before === undefined));
  const twins = new Map<ResourceChange, ResourceChange>();
  for (const old of gone) {
    const twin = [...free].find((now) => isTwin(old, now));
    if (twin !== undefined) {
      free.delete(twin);
      twins.set(old, twin).set(twin, old);
    }
  }
  const addresses = [...twins].flatMap(([a, b]) => (a.action === 'delete' ? [[a.resource.address, b.resource.address] as const] : []));
  return changes.map((change) => {
    const twin = twins.get(change);
    if (twin === undefined) {
      return change;
    }
    const [old, now] = change.action === 'delete' ? [change.resource, twin.resource] : [twin.resource, change.resource];
    const because = compare(readdressed(old, addresses), now).flatMap((c) => c.because);
    return { ...change, renamed: { from: old, to: now, replacedAnyway: because } };
  });
}

/** The resource as it refers to others that keep their identity under another address. */
export function readdressed(resource: Resource, addresses: readonly (readonly [string, string])[]): Resource {
  const text = addresses.reduce((t, [from, to]) => t.replaceAll(from, to), JSON.stringify(resource.config));
  return { ...resource, config: JSON.parse(text) as JsonObject };
}

function isTwin(old: ResourceChange, now: ResourceChange): boolean {
  const steps = [old, now].map((c) => c.resource.construct.split('/'));
  const [from, to] = [steps[0]!, steps[1]!];
  if (old.resource.type !== now.resource.type || old.instances !== now.instances || from.length !== to.length) {
    return false;
  }
  const renamed = from.map((step, i) => [step, to[i]!] as const).filter(([a, b]) => a !== b);
  const words = renamed.flatMap(([a, b]) => differingWords(a, b));
  // A name that is made from the content says that the content is another one.
  if (words.length > 0 && words.every((word) => /^[0-9a-f]{8,}$/.test(word))) {
    return false;
  }
  const names = [...renamed.flatMap(([a, b]) => [a, b, kebab(a), kebab(b)]), ...words].sort((a, b) => b.length - a.length);
  return content(old.resource.config, names) === content(now.resource.config, names);
}

/** `gpu-workers-1` and `gpu-nodes-1` differ in `workers` and `nodes`. */
function differingWords(a: string, b: string): readonly string[] {
  const [from, to] = [a.split('-'), b.split('-')];
  return from.length === to.length ? from.flatMap((word, i) => (word === to[i] ? [] : [word, to[i]!])) : [];
}

/** The configuration as text, without the names and the part of an address that is made from them. */
function content(config: JsonObject, names: readonly string[]): string {
  const text = names.reduce((t, name) => t.replaceAll(name, '·'), canonical(config));
  return text.replace(/_[0-9A-F]{8}\b/g, '');
}

/** What renaming means, a sentence a construct; nothing where none is renamed. */
export function renameSentences(changes: readonly ResourceChange[]): readonly { readonly path: string; readonly sentence: string }[] {
  const found = changes.flatMap((c) => (c.action === 'delete' && c.renamed !== undefined ? [c.renamed] : []));
  const groups = new Map<string, Renamed[]>();
  for (const one of found) {
    const [from, to] = [one.from, one.to].map((r) => r.construct.split('/'));
    const at = from!.findIndex((step, i) => step !== to![i]);
    const words = differingWords(kebab(from![at]!), kebab(to![at]!));
    const key = `${words[0] ?? kebab(from![at]!)} → ${words[1] ?? kebab(to![at]!)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.keys()].sort().map((key) => {
    const all = groups.get(key)!;
    const keepable = all.filter(isKeepable).length;
    const amount = `${all.length} ${all.length === 1 ? 'resource' : 'resources'}`;
    const remedy = keepable === 0 ? 'nothing of it can be kept' : `'moved' would keep ${keepable} of them (docs/diff.md)`;
    return { path: '', sentence: `${key} is a new name: Terraform removes ${amount} and makes them anew; ${remedy}` };
  });
}

/** Whether the resource stays what it is where Terraform is told that it moved. A play would leave the old service running. */
export function isKeepable({ to, replacedAnyway }: Renamed): boolean {
  return replacedAnyway.length === 0 && to.type !== 'terraform_data';
}
