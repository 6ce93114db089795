import { spawnSync } from 'child_process';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');
/** ESLint's configuration is an ES module: it runs in a process of its own, once; rules that need types are not what is tested. */
const LINT = `
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });
const lint = async ([filePath, code]) => (await eslint.lintText(code, { filePath }))[0].messages.map((m) => m.ruleId ?? m.message);
const found = {};
for (const [group, cases] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  found[group] = [];
  for (const each of cases) found[group].push([...new Set(await lint(each))]);
}
console.log(JSON.stringify(found));
`;

/** Code that stands in a file of the tree. */
const CASES = {
  along: [
    ['constructs/gpu/gpu-sharing.ts', "export { Size } from '../../core/size';"],
    [
      'platforms/hosts/target.ts',
      "export { Profile } from '../../constructs/hub/profile';\nexport * from '../keycloak/identity-providers';",
    ],
    ['sites/demo/settings.ts', "export { Hub } from '../../constructs';\nexport { SiteStack } from '../../stacks/site-stack';"],
    ['toolkit/kit-error.ts', "export { spawn } from 'child_process';\nexport { Size } from '../core/size';"],
    ['core/engine.ts', "export { App } from 'cdktf';"],
  ],
  against: [
    ['core/size.ts', "export { GpuSharing } from '../constructs/gpu/gpu-sharing';"],
    ['constructs/gpu/gpu-sharing.ts', "export { TargetSpec } from '../../platforms/hosts/target';"],
    ['constructs/gpu/gpu-sharing.ts', "export * from '../../main';"],
    ['platforms/hosts/target.ts', "export { SecretStore } from '../../stacks/secret-store';"],
    ['platforms/hosts/target.ts', "export { Size } from '../../constructs/index';"],
    ['platforms/keycloak/identity-providers.ts', "export * from '../hosts/target';"],
    ['stacks/secret-store.ts', "export { demoSettings } from '../sites/demo/settings';"],
    ['toolkit/kit-error.ts', "export { Profile } from '../constructs/hub/profile';"],
    ['toolkit/kit-error.ts', "export { paint } from '../cli/output';"],
    ['cli/output.ts', "export { SecretStore } from '../stacks/secret-store';"],
  ],
  strangers: [
    ['constructs/gpu/gpu-sharing.ts', "export { App } from 'cdktf';"],
    ['platforms/hosts/target.ts', "export { spawn } from 'node:child_process';"],
    ['platforms/hosts/target.ts', "export { Deployment } from '@cdktf/provider-kubernetes/lib/deployment';"],
  ],
  writing: [
    ['core/size.ts', "/** Fails. */\nexport function fail(): never {\n  throw new Error('no code');\n}"],
    ['core/size.ts', 'export interface Undocumented {\n  readonly size: number;\n}'],
    ['core/size.ts', '/** Props. */\nexport interface HubProps {\n  size: number;\n}'],
  ],
};

let found: Record<keyof typeof CASES, string[][]>;

beforeAll(() => {
  const args = ['--input-type=module', '--eval', LINT];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, input: JSON.stringify(CASES), encoding: 'utf8' });
  expect(stderr).toBe('');
  found = JSON.parse(stdout) as typeof found;
}, 60_000);

test('imports along the layers pass the lint', () => {
  expect(found.along).toEqual(CASES.along.map(() => []));
});

test('fails for an import against the layers', () => {
  expect(found.against).toEqual(CASES.against.map(() => ['import-x/no-restricted-paths']));
});

test('fails for the engine, provider bindings and programs where they do not belong', () => {
  expect(found.strangers).toEqual(CASES.strangers.map(() => ['no-restricted-imports']));
});

test('fails for a plain error, an undocumented export, and a prop that can be written', () => {
  expect(found.writing).toEqual([['no-restricted-syntax'], ['jsdoc/require-jsdoc'], ['no-restricted-syntax']]);
});
