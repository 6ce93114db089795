import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';

const cache = new Map<string, string>();

/**
 * Short hash of files or folders of the kit (paths relative to the clone): a change of a role runs its plays again.
 * What tools leave behind (byte code) doesn't count.
 */
export function sourceHash(...sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    hash.update(source).update(cache.get(source) ?? remember(source));
  }
  return hash.digest('hex').slice(0, 16);
}

function remember(source: string): string {
  const hash = createHash('sha256');
  const entry = path.resolve(KIT_ROOT, source);
  for (const file of fs.statSync(entry).isFile() ? [entry] : filesBelow(entry)) {
    hash.update(path.relative(KIT_ROOT, file)).update(fs.readFileSync(file));
  }
  const digest = hash.digest('hex');
  cache.set(source, digest);
  return digest;
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !/^(__pycache__|tests?|\..*)$|\.pyc$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(path.join(folder, entry.name)) : [path.join(folder, entry.name)]));
}
