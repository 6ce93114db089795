/**
 * Keeps what V8 compiled, in .daas/cache/, so that the next start need not compile it again: a seventh of the time that all
 * sites take. Loaded before anything else. Whatever is kept belongs to one text, by its SHA-256, and to one V8 and its
 * flags, by V8's own check; so it can't be stale.
 */
import { createHash } from 'crypto';
import * as fs from 'fs';
import { createRequire, Module } from 'module';
import * as path from 'path';
import { Script } from 'vm';

/** The same that Node puts around a module. */
const [HEAD, TAIL] = ['(function (exports, require, module, __filename, __dirname) { ', '\n})'];
/** It is written again when more than this part of the modules was new: a tree that is compared differs in a few. */
const NEW_PART = 0.05;
/** What the system says where a folder can't be made or written to, or is full. */
const NOT_WRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EEXIST', 'ENOTDIR'];
const HASH_BYTES = 32;
const INSTALLED = Symbol.for('daas-kit.compile-cache');

/** Node's own loader, as far as it is replaced. */
interface Loader {
  _compile: (this: NodeModule, content: string, filename: string) => unknown;
  [INSTALLED]?: boolean;
}

type Wrapped = (exports: unknown, require: NodeJS.Require, module: NodeModule, filename: string, folder: string) => unknown;

/** Compiled code by the SHA-256 of its source. */
export type CompiledCode = ReadonlyMap<string, Buffer>;

/** Reads a file that `writeCompiled` wrote; nothing where there is none, or it isn't whole. */
export function readCompiled(file: string): CompiledCode {
  let all: Buffer;
  try {
    all = fs.readFileSync(file);
  } catch {
    return new Map();
  }
  const content = all.subarray(HASH_BYTES);
  if (!hash(content).equals(all.subarray(0, HASH_BYTES))) {
    return new Map();
  }
  const end = content.indexOf('\n');
  const index = JSON.parse(content.toString('latin1', 0, end)) as readonly (readonly [key: string, start: number, length: number])[];
  return new Map(index.map(([key, start, length]) => [key, content.subarray(end + 1 + start, end + 1 + start + length)]));
}

/** Writes it whole or not at all: another process may read meanwhile, or write the same. */
export function writeCompiled(file: string, code: CompiledCode): void {
  let start = 0;
  const index = [...code].map(([key, { length }]) => [key, (start += length) - length, length]);
  const content = Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`, 'latin1'), ...code.values()]);
  const draft = `${file}.${process.pid}`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(draft, Buffer.concat([hash(content), content]));
  fs.renameSync(draft, file);
}

/** Compiles modules from now on with what the file has, and writes the file when the process ends well. */
export function keepCompiled(file: string): void {
  const loader = Module.prototype as unknown as Loader;
  if (loader[INSTALLED] === true) {
    return;
  }
  loader[INSTALLED] = true;
  const known = readCompiled(file);
  const scripts = new Map<string, Script>();
  let fresh = 0;
  const node = loader._compile;
  loader._compile = function (content, filename) {
    // Node itself knows what `import()` and a first line `#!` mean.
    if (content.includes('import(') || content.startsWith('#!')) {
      return node.call(this, content, filename);
    }
    const key = hash(content).toString('base64');
    const cachedData = known.get(key);
    const script = new Script(HEAD + content + TAIL, { filename, columnOffset: -HEAD.length, ...(cachedData && { cachedData }) });
    fresh += cachedData === undefined || script.cachedDataRejected === true ? 1 : 0;
    scripts.set(key, script);
    const run = script.runInThisContext() as Wrapped;
    return run.call(this.exports, this.exports, createRequire(filename), this, filename, path.dirname(filename));
  };
  process.once('exit', (status) => {
    if (status === 0 && fresh > scripts.size * NEW_PART) {
      try {
        // Now, with the functions that were compiled when they were first called.
        writeCompiled(file, new Map([...scripts].map(([key, script]) => [key, script.createCachedData()])));
      } catch (error) {
        // A clone that can't be written to is only slower.
        if (!NOT_WRITABLE.includes((error as NodeJS.ErrnoException).code ?? '')) {
          throw error;
        }
      }
    }
  });
}

function hash(content: Buffer | string): Buffer {
  return createHash('sha256').update(content).digest();
}
