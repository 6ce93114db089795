import { createHash } from 'crypto';
import * as fs from 'fs';
import * as loader from 'module';
import * as path from 'path';
import { Script } from 'vm';

/** A file that was compiled: hash of its text, and where its code lies. By absolute names: they are in the code, for stack traces. */
type Entry = readonly [hash: string, start: number, length: number];
type Entries = Readonly<Record<string, Entry>>;

interface Compiled {
  readonly hash: string;
  readonly script: Script;
}

/** A module of Node's loader, whose way of compiling is replaced. */
interface Loading extends NodeModule {
  _compile: (content: string, filename: string, format?: string) => unknown;
}

const { prototype, wrap } = loader as unknown as { readonly prototype: Loading; readonly wrap: (content: string) => string };

/** Marks the loader's way of compiling as replaced: another tree's kit may run in the same process. */
const KEPT = Symbol.for('daas-kit.compiled-code');

/**
 * Keeps what V8 compiled of the files below a folder for the next run, with the functions that were compiled on the way: a
 * synthesis is too short for compiling its code to pay. Node's own cache (from 22 on) is a file for each file, and saves a third of
 * this one (docs/adr/0016-compiled-code.md).
 *
 * What can't be read or written is compiled as always, and so are modules of ECMAScript and what imports some. V8 refuses code of
 * another version of its own, or of other flags. A second call does nothing.
 *
 * @param root only files below it
 * @param file that is kept, in a folder of its own
 */
export function keepCompiled(root: string, file: string): void {
  const compileAlways = prototype._compile;
  if (KEPT in compileAlways) {
    return;
  }
  const { entries, code } = read(file);
  const made = new Map<string, Compiled>();
  const compileOnce = function (this: Loading, content: string, filename: string, format?: string): unknown {
    const keeps = filename.startsWith(root + path.sep) && format !== 'module' && !content.includes('import(');
    const script = keeps ? compile(content, filename) : undefined;
    if (script === undefined) {
      return compileAlways.call(this, content, filename, format);
    }
    const run = script.runInThisContext() as (...globals: unknown[]) => unknown;
    return run.call(this.exports, this.exports, requireOf(this), this, filename, path.dirname(filename));
  };
  prototype._compile = Object.assign(compileOnce, { [KEPT]: true });
  process.once('exit', () => {
    if (made.size > 0) {
      write(file, entries, code, made);
    }
  });

  /** Undefined for what isn't a script. */
  function compile(content: string, filename: string): Script | undefined {
    try {
      // V8 itself looks at the length of the text only.
      const hash = createHash('sha1').update(content).digest('base64');
      const [known, start, length] = entries[filename] ?? ['', 0, 0];
      const cachedData = known === hash ? code.subarray(start, start + length) : undefined;
      const script = new Script(wrap(content), { filename, ...(cachedData && { cachedData }) });
      if (cachedData === undefined || script.cachedDataRejected === true) {
        made.set(filename, { hash, script });
      }
      return script;
    } catch {
      return undefined;
    }
  }
}

/** As Node makes it: what is required gets the module as its parent. */
function requireOf(module: Loading): NodeJS.Require {
  return Object.assign((name: string) => module.require(name) as unknown, loader.createRequire(module.filename));
}

/** An index in JSON, one line, and the code. */
function read(file: string): { readonly entries: Entries; readonly code: Buffer } {
  try {
    const whole = fs.readFileSync(file);
    const end = whole.indexOf('\n');
    const entries = JSON.parse(whole.toString('utf8', 0, end)) as Entries;
    if (Object.values(entries).every((entry) => Array.isArray(entry))) {
      return { entries, code: whole.subarray(end + 1) };
    }
  } catch {
    // None is kept, or something else lies there.
  }
  return { entries: {}, code: Buffer.alloc(0) };
}

function write(file: string, entries: Entries, code: Buffer, made: ReadonlyMap<string, Compiled>): void {
  const index: Record<string, Entry> = {};
  const parts: Buffer[] = [];
  let end = 0;
  const add = (name: string, hash: string, part: Buffer): void => {
    index[name] = [hash, end, part.length];
    parts.push(part);
    end += part.length;
  };
  for (const [name, [hash, start, length]] of Object.entries(entries)) {
    if (!made.has(name) && fs.existsSync(name)) {
      add(name, hash, code.subarray(start, start + length));
    }
  }
  made.forEach(({ hash, script }, name) => add(name, hash, script.createCachedData()));
  // Whole or not at all: another run may read it meanwhile.
  const unfinished = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(unfinished, Buffer.concat([Buffer.from(`${JSON.stringify(index)}\n`), ...parts]));
    fs.renameSync(unfinished, file);
  } catch {
    // A full disk leaves a part.
    if (fs.existsSync(unfinished)) {
      fs.rmSync(unfinished);
    }
  }
}
