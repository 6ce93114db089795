import { spawnSync } from 'child_process';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');
/** ESLint and the rule are ES modules: they run in a process of their own. */
const LINT = `
import { readFileSync } from 'node:fs';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { defaultOnOptional } from './scripts/eslint/default-on-optional.mjs';
const cases = JSON.parse(readFileSync(0, 'utf8'));
const found = cases.map(([code, everyExported]) =>
  new Linter().verify(code, [{
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { daas: { rules: { rule: defaultOnOptional } } },
    rules: { 'daas/rule': ['error', { everyExported }] },
  }], 'code.ts').map((m) => m.line + ' ' + m.message));
console.log(JSON.stringify(found));
`;

/** Messages for each piece of code. */
function lint(...cases: (readonly [string, boolean])[]): string[][] {
  const args = ['--input-type=module', '--eval', LINT];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, input: JSON.stringify(cases), encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as string[][];
}

const MISSING = "2 'size' is optional: its JSDoc must say @default";

test('a documented default satisfies the rule, and so does a prop that is not optional', () => {
  const documented = 'interface HubProps {\n  /**\n   * Size.\n   *\n   * @default 1\n   */\n  readonly size?: number;\n}';
  expect(lint([documented, false], ['interface HubProps {\n  readonly size: number;\n}', false])).toEqual([[], []]);
});

test('fails for an optional prop or method of Props and Options whose JSDoc has no default', () => {
  const found = lint(
    ['interface HubProps {\n  readonly size?: number;\n}', false],
    ['export interface MountOptions {\n  size?(): number;\n}', false],
    ['interface HubProps {/** Size. */\n  readonly size?: number;\n}', false],
    ['interface HubProps {/* @default 1 */\n  readonly size?: number;\n}', false],
    ['interface HubProps {/** @default */\n  readonly size?: number;\n}', false],
  );
  expect(found).toEqual([[MISSING], [MISSING], [MISSING], [MISSING], [MISSING]]);
});

test('fails for every exported interface where all of them count', () => {
  const spec = 'interface HubSpec {\n  readonly size?: number;\n}';
  expect(lint([`export ${spec}`, true], [`export ${spec}`, false], [spec, true])).toEqual([[MISSING], [], []]);
});
