import { NOTHING } from '../../guess';

/** What a file says, as text of the site's language and nothing more: neither code nor an expression of Terraform's. */
export function quoted(text: string): string {
  const inner = JSON.stringify(text.replace(/([$%])\{/g, '$1(')).slice(1, -1);
  return `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'").replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

/** Several, as a list. */
export function quotedList(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`;
}

/** Marks the line below as one that has to be looked at. */
export function guessLine(source: string, what = source === NOTHING ? 'an example' : ''): string {
  return `// Guess, from ${`${source}${what === '' ? '' : `: ${what}`}`.replace(/\s+/g, ' ')}.`;
}

/** The same for what nothing was found for. */
export function exampleLine(what: string): string {
  return guessLine(NOTHING, what);
}

/** A time limit in the largest unit that it is whole in. */
export function duration(minutes: number): string {
  return minutes % 1440 === 0
    ? `Duration.days(${minutes / 1440})`
    : minutes % 60 === 0
      ? `Duration.hours(${minutes / 60})`
      : `Duration.minutes(${minutes})`;
}

/** A size in GiB where it is whole. */
export function size(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `Size.gibibytes(${mebibytes / 1024})` : `Size.mebibytes(${mebibytes})`;
}

/** Name of the site's class. */
export function className(site: string): string {
  return site.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Name of the constant that holds a construct: `NodeGpus` is `nodeGpus`. */
export function constant(id: string): string {
  return id.charAt(0).toLowerCase() + id.slice(1);
}
