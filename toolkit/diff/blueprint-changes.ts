import type { BlueprintEntry } from '../../core/blueprint';
import { effectOf } from '../../core/effects/effects';
import type { Flow } from '../../core/flow';
import { portText } from '../../core/port-range';
import type { BlueprintRecord } from '../app/blueprint-record';
import { canonical, differences, isObject, type Difference, type Json } from '../json';
import { showValue } from './show-value';

/** One thing that the site now says otherwise. */
export interface BlueprintChange {
  /** Path of the construct below the site; empty for the site itself. */
  readonly path: string;
  /** The concept; `site`, `flow` or `rename` for what is no construct. */
  readonly concept: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** For people: `profile gpu-a16 gets gpu.count 2 instead of 1`. */
  readonly sentence: string;
  /** Declared effect of the prop; empty when none is declared. */
  readonly effect: string;
}

/** What differs between two records, in the order of the constructs' paths. */
export function blueprintChanges(base: BlueprintRecord | undefined, head: BlueprintRecord | undefined): readonly BlueprintChange[] {
  const [old, now] = [byPath(base), byPath(head)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return [
    ...(base === undefined || head === undefined ? [] : siteChanges(base, head)),
    ...paths.flatMap((path) => entryChanges(old.get(path), now.get(path))),
    ...flowChanges(base?.flows ?? [], head?.flows ?? []),
  ];
}

function byPath(record: BlueprintRecord | undefined): ReadonlyMap<string, BlueprintEntry> {
  return new Map((record?.entries ?? []).map((e) => [e.path, e]));
}

function siteChanges(base: BlueprintRecord, head: BlueprintRecord): readonly BlueprintChange[] {
  return differences(plain(base.site), plain(head.site)).map((d) => {
    const consent = d.path === 'removeDataOnDestroy' && d.after === true;
    return {
      path: '',
      concept: 'site',
      kind: 'changed' as const,
      sentence: `the site’s ${wording(d)}`,
      effect: consent ? 'a later destroy removes data of mounts that consent too' : '',
    };
  });
}

function entryChanges(before: BlueprintEntry | undefined, after: BlueprintEntry | undefined): readonly BlueprintChange[] {
  if (before === undefined || after === undefined) {
    const entry = (after ?? before)!;
    const kind = before === undefined ? 'added' : 'removed';
    return [{ path: entry.path, concept: entry.concept, kind, sentence: `${entry.concept} ${entry.path} is ${kind}`, effect: '' }];
  }
  return differences(plain(before.spec), plain(after.spec)).map((d) => ({
    path: after.path,
    concept: after.concept,
    kind: d.before === undefined ? ('added' as const) : d.after === undefined ? ('removed' as const) : ('changed' as const),
    sentence: `${after.path}: ${wording(d)}`,
    effect: effectOf(after.concept, d.path.split(/[.[]/)[0]!)?.what ?? '',
  }));
}

function flowChanges(before: readonly Flow[], after: readonly Flow[]): readonly BlueprintChange[] {
  const say = (flow: Flow, kind: 'added' | 'removed'): BlueprintChange => ({
    path: '',
    concept: 'flow',
    kind,
    sentence: `port ${portText(flow.port)}/${flow.protocol} from ${flow.from} to ${flow.to} is ${kind === 'added' ? 'opened' : 'closed'}: ${flow.why}`,
    effect: '',
  });
  const keys = (flows: readonly Flow[]): ReadonlySet<string> => new Set(flows.map((f) => canonical(plain(f))));
  const [old, now] = [keys(before), keys(after)];
  return [
    ...before.filter((f) => !now.has(canonical(plain(f)))).map((f) => say(f, 'removed')),
    ...after.filter((f) => !old.has(canonical(plain(f)))).map((f) => say(f, 'added')),
  ];
}

/** `profiles[large].cores` is said as `profile large gets cores 4 instead of 2`. */
function wording({ path, before, after }: Difference): string {
  const part = /^([a-z]+)s\[([^\]]+)\](?:\.(.+))?$/i.exec(path);
  const [subject, prop] = part === null ? ['', path] : [`${part[1]} ${part[2]}`, part[3] ?? ''];
  if (subject !== '' && prop === '') {
    return before === undefined
      ? `${subject} is added${summary(after)}`
      : after === undefined
        ? `${subject} is removed`
        : `${subject} is ${showValue(after)} instead of ${showValue(before)}`;
  }
  const change = `${prop} ${showValue(after, prop)} instead of ${showValue(before, prop)}`;
  return subject === '' ? `${change.replace(' ', ' is ')}` : `${subject} gets ${change}`;
}

function summary(value: Json | undefined): string {
  const text = isObject(value) ? (value['description'] ?? value['title']) : undefined;
  return typeof text === 'string' ? ` (${text})` : '';
}

function plain(value: object): Json {
  return value as Json;
}
