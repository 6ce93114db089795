import { spawn } from 'child_process';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { findCommand } from '../demo/command';

/** How a run of cdktf ended. */
export interface CdktfRun {
  readonly code: number;
  /** All that it printed. */
  readonly output: string;
}

/** Runs `cdktf` on one site, passing on what it prints. */
export async function runCdktf(site: string, ...args: readonly string[]): Promise<CdktfRun> {
  const binary = process.env['TERRAFORM_BINARY_NAME'] ?? (findCommand('terraform') === undefined ? 'tofu' : 'terraform');
  const env = {
    ...process.env,
    DAAS_SITES: site,
    TERRAFORM_BINARY_NAME: binary,
    CI: '1',
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
  };
  const child = spawn(path.join(KIT_ROOT, 'node_modules/.bin/cdktf'), args, { cwd: KIT_ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const seen: string[] = [];
  const pass = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
    seen.push(chunk.toString('utf8'));
    to.write(chunk);
  };
  child.stdout.on('data', pass(process.stdout));
  child.stderr.on('data', pass(process.stderr));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  return { code: code ?? 1, output: seen.join('') };
}
