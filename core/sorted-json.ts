/** A key that JavaScript puts before all others, whatever the order is that they are added in. */
const INDEX = /^\d+$/;
/** A list or object without content; text never ends a line. */
const EMPTY = /(?:\[\]|\{\})(?=,?(?:\n|$))/g;

/**
 * JSON with the keys in order and two spaces a level, byte for byte as the engine's own library writes it, which is in
 * JavaScript altogether.
 *
 * @returns undefined for what can't be written so: the library can
 */
export function sortedJson(value: unknown): string | undefined {
  const unsortable = { found: false };
  const text = JSON.stringify(sorted(value, unsortable), null, 2) as string | undefined;
  if (text === undefined || unsortable.found) {
    return undefined;
  }
  // The library breaks the line there too.
  return text.replace(EMPTY, (empty, at: number) => {
    const line = text.lastIndexOf('\n', at) + 1;
    const indent = /^ */.exec(text.slice(line, at))![0];
    return `${empty[0]!}\n${indent}${empty[1]!}`;
  });
}

function sorted(value: unknown, unsortable: { found: boolean }): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((element) => sorted(element, unsortable));
  }
  if ('toJSON' in value) {
    unsortable.found = true;
    return undefined;
  }
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    if (INDEX.test(key) || key === '__proto__') {
      unsortable.found = true;
    }
    result[key] = sorted((value as Record<string, unknown>)[key], unsortable);
  }
  return result;
}
