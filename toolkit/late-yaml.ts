import type * as yaml from 'yaml';

/** Reads YAML. The library is loaded at the first use: that takes longer than most that uses it, and many have nothing to read. */
export function parseYaml(text: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only where something has to be read
  return (require('yaml') as typeof yaml).parse(text);
}
