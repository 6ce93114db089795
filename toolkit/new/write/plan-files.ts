import * as fs from 'fs';
import * as path from 'path';
import { checksum } from './record';

/**
 * What becomes of a file. `written`: it wasn't there. `updated`, `removed`: nobody had edited it. `kept`: it was edited, and
 * what would be written is what was written then. `refused`: it was edited, and would change.
 */
export type FileState = 'written' | 'same' | 'updated' | 'removed' | 'kept' | 'refused';

/** A file of a site, and what is to become of it. */
export interface PlannedFile {
  readonly name: string;
  /** Undefined: the site has no such file any more. */
  readonly text: string | undefined;
  readonly state: FileState;
}

/** Compares what a folder has with what it should have. Changes nothing. */
export function planFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  written: Readonly<Record<string, string>>,
): readonly PlannedFile[] {
  const left = Object.keys(written).filter((name) => !files.has(name) && fs.existsSync(path.join(folder, name)));
  return [...files.keys(), ...left].map((name) => {
    const place = path.join(folder, name);
    const text = files.get(name);
    const there = fs.existsSync(place) ? fs.readFileSync(place, 'utf8') : undefined;
    return { name, text, state: stateOf(text, there, written[name]) };
  });
}

function stateOf(text: string | undefined, there: string | undefined, before: string | undefined): FileState {
  if (there === undefined) {
    return 'written';
  }
  if (there === text) {
    return 'same';
  }
  if (checksum(there) === before) {
    return text === undefined ? 'removed' : 'updated';
  }
  return text !== undefined && checksum(text) === before ? 'kept' : 'refused';
}
