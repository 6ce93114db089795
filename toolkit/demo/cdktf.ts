import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import { findCommand } from './command';

const STEP = /daas: (?<name>[\w-]+): (?<action>main|remove) (?<state>started|done|FAILED)(?: in (?<seconds>\d+) s)?/;

/** A step of a deployment, as the plays report it. */
export interface Step {
  readonly name: string;
  readonly state: 'started' | 'done' | 'failed';
}

/** Runs `cdktf deploy` or `cdktf destroy` of one site; the whole output goes to a log in the clone. */
export async function runCdktf(verb: 'deploy' | 'destroy', site: string, onStep: (step: Step) => void): Promise<void> {
  const log = path.join(KIT_ROOT, '.daas/log', `${verb}-site-${site}.log`);
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const output = fs.createWriteStream(log, { mode: 0o600 });
  const cdktf = path.join(KIT_ROOT, 'node_modules/.bin/cdktf');
  const child = spawn(cdktf, [verb, `site-${site}`, '--auto-approve'], {
    cwd: KIT_ROOT,
    env: environment(site),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seen: string[] = [];
  const failed = new Set<string>();
  const read = (chunk: Buffer): void => {
    output.write(chunk);
    for (const line of chunk.toString('utf8').split('\n')) {
      seen.push(line);
      const step = STEP.exec(line)?.groups;
      if (step !== undefined) {
        if (step['state'] === 'FAILED') {
          failed.add(step['name']!);
        }
        onStep({ name: step['name']!, state: step['state'] === 'FAILED' ? 'failed' : (step['state'] as 'started' | 'done') });
      }
    }
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  output.end();
  if (code !== 0) {
    throw new KitError(
      `cdktf ${verb} site-${site} failed; a re-run continues where it stopped`,
      `${reason(site, [...failed], seen)}\n      whole log: ${path.relative(process.cwd(), log)}`,
    );
  }
}

/** What Ansible says of the steps that failed, or what Terraform says when none did. */
function reason(site: string, steps: readonly string[], lines: readonly string[]): string {
  const words = steps.flatMap((step) => {
    const play = fs.readFileSync(path.join(KIT_ROOT, '.daas/log', `${site}-${step}.log`), 'utf8').split('\n');
    const fault = play.findIndex((line) => /^(\[ERROR\]|fatal:|failed:)/.test(line));
    return [`${step}:`, ...play.slice(fault === -1 ? -15 : fault, fault === -1 ? undefined : fault + 15).map((line) => `  ${line}`)];
  });
  return (words.length > 0 ? words : lines.filter((line) => line.trim() !== '').slice(-15)).join('\n      ');
}

function environment(site: string): NodeJS.ProcessEnv {
  const binary = process.env['TERRAFORM_BINARY_NAME'] ?? (findCommand('terraform') === undefined ? 'tofu' : 'terraform');
  return {
    ...process.env,
    DAAS_SITES: site,
    TERRAFORM_BINARY_NAME: binary,
    // Plain lines instead of a spinner; nothing asked of, or told to, the outside; nothing left in the home folder.
    CI: '1',
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    CDKTF_HOME: path.join(KIT_ROOT, '.daas/cdktf'),
  };
}
