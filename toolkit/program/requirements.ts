import { spawnSync } from 'child_process';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';

/**
 * Asks scripts/requirements.mjs, which also runs before there are packages.
 *
 * @param names its checks
 * @param options of the command line, as `--name`, `value`
 * @returns what is wrong and what to do, by check; null where nothing is
 */
export function unmetRequirements(names: readonly string[], ...options: readonly string[]): Readonly<Record<string, string | null>> {
  const args = [path.join(KIT_ROOT, 'scripts/requirements.mjs'), 'only', names.join(','), ...options];
  const { stdout } = spawnSync(process.execPath, args, { cwd: KIT_ROOT, env: process.env, encoding: 'utf8' });
  return JSON.parse(stdout) as Readonly<Record<string, string | null>>;
}
