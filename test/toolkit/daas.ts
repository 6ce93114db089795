import { spawnSync } from 'child_process';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';

/** What a run of a program left. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `daas` as an operator does: from the clone, or from another clone of the kit. */
export function daas(args: readonly string[], environment: NodeJS.ProcessEnv = {}, clone = KIT_ROOT): Run {
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr } = spawnSync(path.join(clone, 'cli/daas'), args, { cwd: clone, env, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}
