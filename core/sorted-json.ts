/** A key that JavaScript puts before all others, whatever the order is that they are added in. */
const INDEX = /^\d+$/;
const NINE = '9'.charCodeAt(0);

/**
 * JSON with the keys in order and two spaces a level, as the engine's own library writes it: that one is in JavaScript
 * altogether, and breaks the line in empty lists and objects too.
 *
 * @returns undefined for what can't be written so: the library can
 */
export function sortedJson(value: unknown): string | undefined {
  const unsortable = { found: false };
  const text = JSON.stringify(sorted(value, unsortable), null, 2) as string | undefined;
  return unsortable.found ? undefined : text;
}

function sorted(value: unknown, unsortable: { found: boolean }): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((element) => sorted(element, unsortable));
  }
  const from = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(from);
  let inOrder = true;
  let last = '';
  for (const key of keys) {
    inOrder &&= last <= key;
    last = key;
    unsortable.found ||= (key.charCodeAt(0) <= NINE && INDEX.test(key)) || key === '__proto__';
  }
  unsortable.found ||= from['toJSON'] !== undefined;
  if (!inOrder) {
    keys.sort();
  }
  const result: Record<string, unknown> = {};
  for (const key of keys) {
    result[key] = sorted(from[key], unsortable);
  }
  return result;
}
