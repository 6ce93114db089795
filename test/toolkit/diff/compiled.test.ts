import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { staleSources } from '../../../toolkit/diff/compiled';

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
