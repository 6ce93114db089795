import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const ts = require('typescript');

/** Sites as they were when the corpus was made: it must not change with every change of a facility. */
const SITES = 'test/fixtures/corpus-sites';
/** Copies of these folders would cost time, and nothing that is synthesised reads them. */
const LEFT_OUT = /^(docs|sites|\.ci|test(?!\/real\/hosts\/sites))\//;

/** The kit beside the clone, compiled: a change can be made in it, synthesised, and taken back. */
export class KitCopy {
  /** What differs from the clone now: path → content before, undefined where there was none. */
  #changed = new Map();

  /**
   * @param clone a clone whose dist/ is up to date
   * @param folder an empty folder
   */
  constructor(clone, folder) {
    this.folder = folder;
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: clone, encoding: 'utf8' });
    for (const file of new Set(listed.split('\0'))) {
      if (file !== '' && !LEFT_OUT.test(file) && existsSync(path.join(clone, file))) {
        cpSync(path.join(clone, file), path.join(folder, file));
      }
    }
    const compiled = path.join(clone, 'dist');
    cpSync(compiled, path.join(folder, 'dist'), { recursive: true, filter: (file) => file !== path.join(compiled, 'sites') });
    cpSync(path.join(clone, SITES), path.join(folder, 'sites'), { recursive: true });
    for (const file of this.#files('sites')) {
      this.#put(file, this.#read(file));
    }
    symlinkSync(path.join(clone, 'node_modules'), path.join(folder, 'node_modules'));
  }

  /** Makes a change: see test/corpus/README.md. */
  apply(steps) {
    for (const { file, find, replace, everywhere = false, copy, to, rename = [], remove, add, content } of steps) {
      if (copy !== undefined) {
        for (const source of this.#files(copy)) {
          const text = rename.reduce((t, [from, into]) => t.replaceAll(from, into), this.#read(source));
          this.#write(path.join(to, path.relative(copy, source)), text);
        }
      } else if (remove !== undefined) {
        this.#files(remove).forEach((source) => this.#write(source, undefined));
      } else if (add !== undefined) {
        this.#write(add, content);
      } else {
        const text = this.#read(file);
        const times = text.split(find).length - 1;
        if (times === 0 || (times > 1 && !everywhere)) {
          throw new Error(`${file} has ${times} times: ${find}`);
        }
        this.#write(file, everywhere ? text.replaceAll(find, () => replace) : text.replace(find, () => replace));
      }
    }
  }

  /** Rewrites a source by a function of its syntax tree. */
  transform(file, transformer) {
    const source = ts.createSourceFile(file, this.#read(file), ts.ScriptTarget.ES2022, true);
    const { transformed } = ts.transform(source, [transformer]);
    this.#write(file, ts.createPrinter().printFile(transformed[0]));
  }

  /** Takes all changes back. */
  reset() {
    const everything = this.#reachesModules();
    [...this.#changed].reverse().forEach(([file, before]) => this.#put(file, before));
    this.#changed.clear();
    if (everything) this.#forget('');
  }

  /** Whether modules beside the sites' would see the change: those of the kit, and those that keep hashes of what isn't code. */
  #reachesModules() {
    return [...this.#changed.keys()].some((file) => !file.startsWith('sites/') || !file.endsWith('.ts'));
  }

  /** The sites that are there now. */
  get sites() {
    return this.#files('sites')
      .filter((f) => f.endsWith('/site.ts'))
      .map((f) => f.split('/')[1]);
  }

  /** Sites that may differ from the clone's: all of them where anything beside sites/ differs. */
  get touched() {
    const parts = [...this.#changed.keys()].map((file) => file.split('/'));
    return parts.every(([top]) => top === 'sites') ? this.sites.filter((site) => parts.some((p) => p[1] === site)) : this.sites;
  }

  /** Synthesises sites in this process; the working directory becomes the copy's. */
  synthesise(out, sites) {
    const dist = path.join(this.folder, 'dist');
    this.#forget(sites.length === this.sites.length || this.#reachesModules() ? '' : 'sites');
    mkdirSync(path.join(out, 'stacks'), { recursive: true });
    process.chdir(this.folder);
    const { App } = require(path.join(dist, 'core/engine'));
    const { buildSite } = require(path.join(dist, 'stacks/build-site'));
    const { formatProblem } = require(path.join(dist, 'core/problem'));
    const app = new App({ outdir: out });
    const problems = sites.flatMap((site) => buildSite(app, 'sites', site));
    if (problems.length > 0) {
      throw new Error(problems.map(formatProblem).join('\n'));
    }
    app.synth();
  }

  /** Modules below a folder of dist/ are loaded anew. */
  #forget(folder) {
    const start = path.join(this.folder, 'dist', folder) + path.sep;
    for (const id of Object.keys(require.cache)) {
      if (id.startsWith(start)) delete require.cache[id];
    }
  }

  #files(folder) {
    const tracked = execFileSync('find', [folder, '-type', 'f'], { cwd: this.folder, encoding: 'utf8' });
    return tracked
      .split('\n')
      .filter((f) => f !== '')
      .sort();
  }

  #read(file) {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }

  #write(file, text) {
    if (!this.#changed.has(file)) {
      this.#changed.set(file, existsSync(path.join(this.folder, file)) ? this.#read(file) : undefined);
    }
    this.#put(file, text);
  }

  /** The source, and what the compiler makes of it; no text means no file. */
  #put(file, text) {
    const compiled = file.endsWith('.ts') ? path.join('dist', file.replace(/\.ts$/, '.js')) : undefined;
    const made = [[file, text], ...(compiled === undefined ? [] : [[compiled, text === undefined ? undefined : compile(text)]])];
    for (const [name, content] of made) {
      const target = path.join(this.folder, name);
      if (content === undefined) {
        rmSync(target, { force: true });
      } else {
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
    }
  }
}

function compile(text) {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
