import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { KitError } from '../../kit-error';

/** What a file, or a command, says. */
export interface Dump {
  /** As a guess names it: `slurm.conf`, `kubectl get nodes`. */
  readonly source: string;
  readonly text: string;
  /** Whether its lines can be looked up: a command's are gone. */
  readonly isFile: boolean;
}

/** A file of a folder of dumps. */
export function dumpOf(folder: string, name: string): Dump | undefined {
  return fileDump(path.join(folder, name), name);
}

/** A file of this machine. */
export function fileDump(file: string, source = file): Dump | undefined {
  return fs.existsSync(file) ? { source, text: fs.readFileSync(file, 'utf8'), isFile: true } : undefined;
}

/** Where a dump in JSON or YAML names something: `flavors.json:14`, or the command and the name. Pure. */
export function placeOf({ source, text, isFile }: Dump, name: string): string {
  if (!isFile) {
    return `${source}: ${name}`;
  }
  const value = JSON.stringify(name);
  const lines = text.split('\n');
  const found = lines.findIndex(
    (line) => /^\s*(?:-\s+)?"?name"?\s*:/i.test(line) && (line.includes(value) || line.trimEnd().endsWith(` ${name}`)),
  );
  const mentioned = found >= 0 ? found : lines.findIndex((line) => line.includes(name));
  return mentioned < 0 ? source : `${source}:${mentioned + 1}`;
}

/** A dump in JSON, or in YAML as people write it. */
export function dataOf<T>(dump: Dump, form: 'json' | 'yaml'): T {
  try {
    return (form === 'json' ? JSON.parse(dump.text) : parse(dump.text)) as T;
  } catch (error) {
    throw new KitError(
      `${dump.source} is no ${form.toUpperCase()}: ${(error as Error).message.split('\n')[0]!}`,
      'docs/bootstrapping.md says how each file is made',
    );
  }
}
