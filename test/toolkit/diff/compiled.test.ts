import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { copyCompiled, NOT_SYNTHESISED, staleSources } from '../../../toolkit/diff/compiled';

const SOURCE = 'export const LIMIT = 1;\n';
let tree: string;

beforeEach(() => {
  tree = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-compiled-'));
  fs.mkdirSync(path.join(tree, 'core'));
  fs.mkdirSync(path.join(tree, 'dist'));
  fs.writeFileSync(path.join(tree, 'main.ts'), SOURCE);
  fs.writeFileSync(path.join(tree, 'core/limit.ts'), SOURCE);
});

afterEach(() => fs.rmSync(tree, { recursive: true }));

/** The compiler's notes of a project that has both sources. */
function noted(project: string, source: string): void {
  const version = createHash('sha256').update(source).digest('hex');
  const info = { fileNames: ['../main.ts', '../core/limit.ts'], fileInfos: [{ version }, version] };
  fs.writeFileSync(path.join(tree, `dist/.${project}.tsbuildinfo`), JSON.stringify(info));
}

const stale = () => staleSources(tree, path.join(tree, 'dist'));

test('a source that was compiled as it is is not stale', () => {
  noted('kit', SOURCE);
  expect(stale()).toEqual([]);
});

test('a source that was changed since, or that nobody compiled, is stale', () => {
  expect(stale()).toEqual(['main.ts', 'core/limit.ts']);
  noted('kit', 'export const LIMIT = 2;\n');
  expect(stale()).toEqual(['main.ts', 'core/limit.ts']);
});

test('what only the type check of the tests has seen says nothing of what is compiled', () => {
  noted('kit', SOURCE);
  noted('test', 'export const LIMIT = 0;\n');
  expect(stale()).toEqual([]);
});

test('what synthesis runs is copied, not linked, and nothing else', () => {
  const dist = path.join(tree, 'dist');
  const write = (file: string): void => {
    fs.mkdirSync(path.dirname(path.join(dist, file)), { recursive: true });
    fs.writeFileSync(path.join(dist, file), SOURCE);
  };
  ['main.js', 'main.js.map', 'core/a.js', 'core/a.d.ts', 'sites/b/docs/c.js', 'cli/main.js', 'toolkit/d.js'].forEach(write);
  const copied = path.join(tree, 'copied');
  copyCompiled(dist, copied);
  const files = fs.readdirSync(copied, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  expect(files.map((e) => path.relative(copied, path.join(e.parentPath, e.name))).sort()).toEqual([
    'core/a.js',
    'main.js',
    'sites/b/docs/c.js',
  ]);
  expect(fs.statSync(path.join(copied, 'main.js')).nlink).toBe(1);
});

test('no folder that a commit is checked out without is read by what is synthesised', () => {
  const root = path.resolve(__dirname, '../../..');
  const layers = ['core', 'constructs', 'platforms', 'stacks', 'sites'];
  const sources = layers.flatMap((layer) =>
    fs
      .readdirSync(path.join(root, layer), { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && e.name.endsWith('.ts') && !e.name.endsWith('.test.ts'))
      .map((e) => path.join(e.parentPath, e.name)),
  );
  expect(sources.length).toBeGreaterThan(200);
  const used = new RegExp(`['"\`](?:\\.{1,2}/)*(?:${NOT_SYNTHESISED.join('|')})/`);
  expect(sources.filter((file) => used.test(fs.readFileSync(file, 'utf8'))).map((file) => path.relative(root, file))).toEqual([]);
});
