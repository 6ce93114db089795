import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { endOf, type RunOptions } from './run-program';
import { terraformProgram } from './terraform-program';

/** How a run of cdktf ended. */
export interface CdktfRun {
  readonly code: number;
  /** All that it printed, in its order. */
  readonly output: string;
}

/** Runs `cdktf` on one site; `environment` is added to this process's. */
export async function runCdktf(
  site: string,
  args: readonly string[],
  onOutput: NonNullable<RunOptions['onOutput']>,
  environment: Readonly<Record<string, string>> = {},
): Promise<CdktfRun> {
  const seen: Buffer[] = [];
  const { code } = await endOf(path.join(KIT_ROOT, 'node_modules/.bin/cdktf'), args, {
    cwd: KIT_ROOT,
    env: {
      ...process.env,
      DAAS_SITES: site,
      TERRAFORM_BINARY_NAME: terraformProgram(),
      // Plain lines instead of a spinner; nothing asked of, or told to, the outside.
      CI: '1',
      CHECKPOINT_DISABLE: '1',
      DISABLE_VERSION_CHECK: '1',
      // cdktf gives Terraform a terminal of its own, where a question would wait for ever.
      TF_INPUT: '0',
      ...environment,
    },
    onOutput: (chunk, stream) => {
      seen.push(chunk);
      onOutput(chunk, stream);
    },
  });
  return { code: code ?? 1, output: Buffer.concat(seen).toString('utf8') };
}
