import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { App } from '../../../core/engine';
import type { SiteStack } from '../../../stacks/site-stack';
import { synthesised, type Plain } from '../../synthesised';

/** Dumps of made-up facilities. */
export const DUMPS = path.join(KIT_ROOT, 'test/fixtures/dumps');

/** Dumps that were recorded: its README says how. */
export const FACILITIES = path.join(KIT_ROOT, 'test/fixtures/facilities');

/** Text of a dump: `slurm/fstab`. */
export const dump = (name: string): string => fs.readFileSync(path.join(DUMPS, name), 'utf8');

/** A folder that the test removes. */
export function scratchFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'daas-new-'));
}

/** What the compiler and lint say of sites, as if they stood in the clone. */
export function judge(sites: string, names: readonly string[]): readonly string[] {
  const files = names.flatMap((name) =>
    ['site.ts', 'site.test.ts'].map((file) => [`sites/${name}/${file}`, fs.readFileSync(path.join(sites, name, file), 'utf8')]),
  );
  const input = JSON.stringify(Object.fromEntries(files));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(__dirname, 'judge-sources.mjs')], { input, encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as string[]) : [stderr];
}

/** Files that are laid out otherwise than the repository's. */
export function badlyLaidOut(sites: string): string {
  const prettier = path.join(KIT_ROOT, 'node_modules/prettier/bin/prettier.cjs');
  const args = [prettier, '--check', '--log-level', 'warn', '--config', path.join(KIT_ROOT, '.prettierrc.json'), `${sites}/**/*.ts`];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

/** A site of the folder, made with the clone's kit. */
export function build(sites: string, name: string): SiteStack {
  const text = fs.readFileSync(path.join(sites, name, 'site.ts'), 'utf8');
  const inventory = path.relative(KIT_ROOT, path.join(sites, name, 'hosts.yml'));
  const file = path.join(sites, name, 'elsewhere.ts');
  fs.writeFileSync(file, text.replaceAll("'../../", `'${KIT_ROOT}/`).replace(`sites/${name}/hosts.yml`, inventory));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it was written just now
  const [Site] = Object.values(require(file) as Record<string, new (app: App) => SiteStack>);
  fs.rmSync(file);
  return new Site!(new App());
}

/** The blueprint record's specs of a concept. */
export function specsOf(site: SiteStack, concept: string): readonly Plain[] {
  const entries = synthesised(site)['//'].blueprint.entries as readonly { readonly concept: string; readonly spec: Plain }[];
  return entries.filter((e) => e.concept === concept).map((e) => e.spec);
}
