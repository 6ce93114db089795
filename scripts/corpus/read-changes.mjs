import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** The changes of a folder of YAML files, in the order of the files' names; each with its steps. */
export function readChanges(folder) {
  const files = readdirSync(folder)
    .filter((f) => f.endsWith('.yaml'))
    .sort();
  const changes = files.flatMap((f) => parse(readFileSync(path.join(folder, f), 'utf8')));
  const names = changes.map((c) => c.name);
  const twice = names.filter((n, i) => names.indexOf(n) !== i);
  if (twice.length > 0) {
    throw new Error(`two changes are called ${twice.join(', ')}`);
  }
  return changes.map(({ name, on = [], steps, file, find, replace, everywhere }) => ({
    name,
    on,
    steps: steps ?? [{ file, find, replace, everywhere }],
  }));
}
