import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';

const FACILITIES = 'test/fixtures/facilities';

/**
 * Runs `daas new` as an engineer does, from one of the recorded dumps.
 *
 * @returns what it printed
 */
export function beginSite(name: string, dump: string, ...flags: readonly string[]): string {
  const args = ['new', name, '--from', path.join(FACILITIES, dump), ...flags];
  const { status, stdout, stderr } = spawnSync('cli/daas', args, { cwd: KIT_ROOT, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`daas ${args.join(' ')}\n${stdout}${stderr}`);
  }
  return stdout;
}

/** Removes a site that was begun for a test. */
export function forgetSite(name: string): void {
  fs.rmSync(path.join(KIT_ROOT, 'sites', name), { recursive: true });
  fs.rmSync(path.join(KIT_ROOT, 'docs/sites', `${name}.md`));
  fs.rmSync(path.join(KIT_ROOT, '.daas', `site-${name}`), { recursive: true, force: true });
}
