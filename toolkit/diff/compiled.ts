import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import type * as typescript from 'typescript';

/** What the compiler keeps of a project, as far as it is read. */
interface BuildInfo {
  readonly fileNames?: readonly string[];
  readonly fileInfos?: readonly (string | { readonly version: string })[];
}

/** What compiles into dist/; later ones win. The tests' project only checks: what it knows needn't be in dist/. */
const PROJECTS = ['demo', 'kit', 'openstack', 'sites'];

/** Folders whose sources synthesis runs, and the one file above them. The layers below know nothing of the toolkit. */
const SOURCES = ['constructs', 'core', 'platforms', 'sites', 'stacks'];
const MAIN = 'main.ts';

/** Folders of the clone that no synthesis looks into. */
export const NOT_SYNTHESISED = ['cli', 'docs', 'test', 'toolkit'];

/**
 * Sources of a tree's sites that its dist/ wasn't made from, by the hashes that the compiler keeps of what it compiled; nothing:
 * what is compiled is up to date, and the compiler needn't even be loaded.
 *
 * @param dist folder with the compiler's notes
 */
export function staleSources(tree: string, dist: string): readonly string[] {
  const known = new Map<string, string>();
  for (const file of PROJECTS.map((project) => path.join(dist, `.${project}.tsbuildinfo`)).filter((f) => fs.existsSync(f))) {
    const { fileNames = [], fileInfos = [] } = JSON.parse(fs.readFileSync(file, 'utf8')) as BuildInfo;
    fileNames.forEach((name, i) => {
      const info = fileInfos[i]!;
      known.set(path.normalize(path.join('dist', name)), typeof info === 'string' ? info : info.version);
    });
  }
  const sources = [MAIN, ...SOURCES.flatMap((folder) => sourcesIn(tree, folder))];
  return sources.filter(
    (file) =>
      known.get(file) !==
      createHash('sha256')
        .update(fs.readFileSync(path.join(tree, file)))
        .digest('hex'),
  );
}

function sourcesIn(tree: string, folder: string): readonly string[] {
  const full = path.join(tree, folder);
  const entries = fs.existsSync(full) ? fs.readdirSync(full, { recursive: true, withFileTypes: true }) : [];
  return entries
    .filter((e) => e.isFile() && e.name.endsWith('.ts') && !/\.(d|test)\.ts$/.test(e.name))
    .map((e) => path.relative(tree, path.join(e.parentPath, e.name)));
}

/** Copies what synthesis runs, not links: the compiler may write to the clone's files meanwhile. */
export function copyCompiled(dist: string, target: string): void {
  fs.mkdirSync(target);
  const main = MAIN.replace(/\.ts$/, '.js');
  [main, ...SOURCES]
    .filter((name) => fs.existsSync(path.join(dist, name)))
    .forEach((name) => copy(path.join(dist, name), path.join(target, name)));
}

function copy(from: string, to: string): void {
  if (from.endsWith('.js')) {
    fs.copyFileSync(from, to);
    return;
  }
  fs.mkdirSync(to);
  for (const entry of fs.readdirSync(from, { withFileTypes: true }).filter((e) => e.isDirectory() || e.name.endsWith('.js'))) {
    copy(path.join(from, entry.name), path.join(to, entry.name));
  }
}

/** Compiles sources one by one, without the checks that were made when they were committed. */
export function transpile(tree: string, sources: readonly string[]): void {
  if (sources.length === 0) {
    return;
  }
  // Loading the compiler takes longer than starting all of the rest.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only where something has to be compiled
  const ts = require('typescript') as typeof typescript;
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  for (const file of sources) {
    const target = path.join(tree, 'dist', file.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, ts.transpileModule(fs.readFileSync(path.join(tree, file), 'utf8'), { compilerOptions }).outputText);
  }
}
