import { isObject, textOf, type Json, type JsonObject } from '../json';

/** One use of another resource's attribute. */
export interface Reference {
  /** Attribute that uses it; `lifecycle.replace_triggered_by` for that. */
  readonly path: string;
  /** Address of the resource that is used; a data source's begins with `data.`. */
  readonly target: string;
  /** Its attribute; undefined for the whole of it. */
  readonly attribute: string | undefined;
}

/** Attribute of a resource that replaces it when another one changes. */
export const TRIGGERED_BY = 'lifecycle.replace_triggered_by';
const USE = /(?<![\w.])((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z0-9_-]+)(?:\[[^\]]*\])?(?:\.([a-z0-9_]+))?/g;

/** Everything that attributes refer to. */
export function references(attributes: JsonObject, lifecycle: Json | undefined): readonly Reference[] {
  const found: Reference[] = [];
  const add = (path: string, expression: string): void =>
    [...expression.matchAll(USE)].forEach(([, target, attribute]) => found.push({ path, target: target!, attribute }));
  const walk = (value: Json, path: string): void => {
    if (typeof value === 'string') {
      [...value.matchAll(/\$\{([^}]*)\}/g)].forEach((m) => add(path, m[1]!));
    } else if (Array.isArray(value)) {
      (value as readonly Json[]).forEach((v, i) => walk(v, `${path}[${i}]`));
    } else if (isObject(value)) {
      Object.entries(value).forEach(([k, v]) => walk(v, path === '' ? k : `${path}.${k}`));
    }
  };
  walk(attributes, '');
  const triggers = isObject(lifecycle) ? lifecycle['replace_triggered_by'] : undefined;
  (Array.isArray(triggers) ? (triggers as readonly Json[]) : []).forEach((t) => add(TRIGGERED_BY, textOf(t)));
  return found;
}
