import { isObject, textOf, type Json, type JsonObject } from '../../json';

/** A part of an object, empty where there is none. Pure. */
export function part(object: JsonObject, ...keys: readonly string[]): JsonObject {
  let at: Json | undefined = object;
  for (const key of keys) {
    at = isObject(at) ? at[key] : undefined;
  }
  return isObject(at) ? at : {};
}

/** A list of objects in an object. Pure. */
export function list(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

/** `metadata.name`. Pure. */
export function nameOf(object: JsonObject): string {
  return textOf(part(object, 'metadata')['name'] ?? '');
}

/** Names, for people; `none` of nothing. Pure. */
export function listed(names: readonly string[]): string {
  return [...new Set(names)].sort().slice(0, 20).join(', ') || 'none';
}
