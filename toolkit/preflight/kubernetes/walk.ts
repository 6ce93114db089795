import { isObject, type Json, type JsonObject } from '../../json';

/** Every object of a document, itself first. Pure. */
export function objectsIn(value: Json): readonly JsonObject[] {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap(objectsIn);
  }
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** Every text that stands at one of the keys, each once. Pure. */
export function textsAt(value: Json, ...keys: readonly string[]): readonly string[] {
  const found = objectsIn(value).flatMap((o) => keys.map((key) => o[key]));
  return [...new Set(found.filter((text) => typeof text === 'string'))];
}
