/** Parsed JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** One place where two values differ. Undefined on the side that doesn't have it. */
export interface Difference {
  /** `spec.0.replicas`; list elements that have a name are known by it: `profiles[gpu].cores`. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Whether the value is an object, not a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that should be text, as text; anything else as JSON. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : canonical(value);
}

/** JSON with the keys in order: equal values give equal text. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((k) => `${JSON.stringify(k)}:${canonical(value[k])}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}

/** The smallest places where two values differ, in the order of their paths. */
export function differences(before: Json | undefined, after: Json | undefined, path = ''): readonly Difference[] {
  if (canonical(before) === canonical(after)) {
    return [];
  }
  const [old, now] = [members(before), members(after)];
  if (old === undefined || now === undefined || old.list !== now.list) {
    return [{ path, before, after }];
  }
  const keys = [...new Set([...old.values.keys(), ...now.values.keys()])].sort();
  return keys.flatMap((key) => {
    const step = old.list ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    return differences(old.values.get(key), now.values.get(key), step);
  });
}

/** Parts by key; a list's by name where each element has a different one, else by position. */
function members(value: Json | undefined): { readonly list: boolean; readonly values: ReadonlyMap<string, Json> } | undefined {
  if (isObject(value)) {
    return { list: false, values: new Map(Object.entries(value)) };
  }
  if (!Array.isArray(value)) {
    return undefined;
  }
  const elements = value as readonly Json[];
  const names = elements.map((e) => (isObject(e) ? nameOf(e) : undefined));
  const named = elements.length > 0 && names.every((n) => n !== undefined) && new Set(names).size === names.length;
  return { list: true, values: new Map(elements.map((e, i) => [named ? names[i]! : String(i), e])) };
}

function nameOf(element: JsonObject): string | undefined {
  const name = element['name'] ?? element['clientId'] ?? element['username'];
  return typeof name === 'string' ? name : undefined;
}
