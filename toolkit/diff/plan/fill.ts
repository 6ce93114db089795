import { createHash } from 'crypto';
import { isObject, type Json, type JsonObject } from '../../json';
import { typeOf as attributeType, type CtyType, type SchemaBlock } from './terraform';

/** Where a value stands: it makes the stand-in for what only an API knows, the same each time. */
interface Spot {
  readonly address: string;
  readonly attribute: string;
}

/**
 * Values as a state would have them: what a plan knows, and stand-ins for what it doesn't.
 *
 * @param known `after` of a plan
 * @param unknown `after_unknown` of it
 * @param earlier the same resource in an earlier round; its stand-ins are kept
 */
export function fillBlock(
  block: SchemaBlock,
  known: Json | undefined,
  unknown: Json | undefined,
  earlier: Json | undefined,
  address: string,
  where = '',
): JsonObject {
  const at = (value: Json | undefined, key: string): Json | undefined => (isObject(value) ? value[key] : undefined);
  const attributes = Object.entries(block.attributes ?? {}).map(([key, schema]): [string, Json] => [
    key,
    fill(attributeType(schema), at(known, key), at(unknown, key), at(earlier, key), { address, attribute: where + key }),
  ]);
  const blocks = Object.entries(block.block_types ?? {}).map(([key, nested]): [string, Json] => {
    const [value, pending, before] = [at(known, key), at(unknown, key), at(earlier, key)];
    if (nested.nesting_mode === 'single' || nested.nesting_mode === 'group') {
      return [key, isObject(value) ? fillBlock(nested.block, value, pending, before, address, `${where}${key}.`) : null];
    }
    if (pending === true) {
      return [key, before ?? []];
    }
    const filled = (Array.isArray(value) ? (value as readonly Json[]) : []).map((v, i) =>
      fillBlock(nested.block, v, element(pending, i), element(before, i), address, `${where}${key}.${i}.`),
    );
    return [key, filled];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

function fill(type: CtyType | undefined, known: Json | undefined, unknown: Json | undefined, earlier: Json | undefined, spot: Spot): Json {
  if (type === 'dynamic') {
    return dynamic(unknown === true ? (earlierValue(earlier) ?? null) : (patched(known, unknown, spot) ?? null));
  }
  if (unknown === true) {
    return earlier ?? standIn(type, spot);
  }
  const parts = Array.isArray(type) ? (type as readonly [string, Json]) : undefined;
  if (Array.isArray(unknown) && Array.isArray(known)) {
    const inner = parts?.[0] === 'tuple' ? undefined : (parts?.[1] as CtyType | undefined);
    return (known as readonly Json[]).map((v, i) => fill(inner, v, element(unknown, i), element(earlier, i), spot));
  }
  if (isObject(unknown) && parts !== undefined) {
    const pending = Object.keys(unknown).filter((k) => unknown[k] !== false);
    const inner = (key: string): CtyType => (parts[0] === 'object' ? (parts[1] as Record<string, CtyType>)[key]! : (parts[1] as CtyType));
    const old = isObject(earlier) ? earlier : {};
    const now = isObject(known) ? known : {};
    const more = pending.map((k) => [k, fill(inner(k), now[k], unknown[k], old[k], { ...spot, attribute: `${spot.attribute}.${k}` })]);
    return { ...now, ...(Object.fromEntries(more) as JsonObject) };
  }
  return known ?? null;
}

function element(value: Json | undefined, index: number): Json | undefined {
  return Array.isArray(value) ? (value as readonly Json[])[index] : undefined;
}

/** A value of a type that only the value itself knows is kept in state together with its type. */
function dynamic(value: Json): Json {
  return value === null ? null : { value, type: typeOf(value) };
}

function earlierValue(earlier: Json | undefined): Json | undefined {
  return isObject(earlier) ? earlier['value'] : undefined;
}

function typeOf(value: Json): Json {
  if (value === null) {
    return 'dynamic';
  }
  if (Array.isArray(value)) {
    return ['tuple', (value as readonly Json[]).map(typeOf)];
  }
  if (isObject(value)) {
    return ['object', Object.fromEntries(Object.entries(value).map(([k, v]) => [k, typeOf(v)]))];
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Stand-ins inside a value without a schema. */
function patched(known: Json | undefined, unknown: Json | undefined, spot: Spot): Json | undefined {
  if (unknown === true) {
    return standIn('string', spot);
  }
  if (Array.isArray(unknown) && Array.isArray(known)) {
    return (known as readonly Json[]).map(
      (v, i) => patched(v, element(unknown, i), { ...spot, attribute: `${spot.attribute}.${i}` }) ?? null,
    );
  }
  if (isObject(unknown)) {
    const now = isObject(known) ? known : {};
    const more = Object.keys(unknown).map((k) => [
      k,
      patched(now[k], unknown[k], { ...spot, attribute: `${spot.attribute}.${k}` }) ?? null,
    ]);
    return { ...now, ...(Object.fromEntries(more) as JsonObject) };
  }
  return known;
}

function standIn(type: CtyType | undefined, spot: Spot): Json {
  if (type === undefined || type === 'string') {
    return standInText(spot);
  }
  if (typeof type === 'string') {
    return type === 'number' ? 0 : type === 'bool' ? false : null;
  }
  if (type[0] === 'object') {
    const parts = Object.entries(type[1] as Record<string, CtyType>);
    return Object.fromEntries(parts.map(([k, t]) => [k, standIn(t, { ...spot, attribute: `${spot.attribute}.${k}` })]));
  }
  return type[0] === 'map' ? {} : [];
}

/** Providers check the form of some: addresses look like addresses, from the block that RFC 5737 keeps for examples. */
function standInText({ address, attribute }: Spot): string {
  if (/cidr/.test(attribute)) {
    return '192.0.2.0/24';
  }
  if (/(^|[_.])(ip|address|ip_v4|gateway_ip|vip_address)$/.test(attribute)) {
    return '192.0.2.1';
  }
  return standInId(`${address}.${attribute}`);
}

/** A UUID that is the same each time. */
export function standInId(of: string): string {
  const hash = createHash('sha256').update(of).digest('hex');
  return `0f0f0f0f-${hash.slice(0, 4)}-4${hash.slice(4, 7)}-8${hash.slice(7, 10)}-${hash.slice(10, 22)}`;
}
