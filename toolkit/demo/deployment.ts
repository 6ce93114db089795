import * as fs from 'fs';
import * as path from 'path';
import { stripVTControlCharacters } from 'util';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import { runCdktf } from '../program/run-cdktf';

const STEP = /daas: (?<name>[\w-]+): (?<action>main|remove) (?<state>started|done|FAILED)(?: in (?<seconds>\d+) s)?/;

/** A step of a deployment, as the plays report it. */
export interface Step {
  readonly name: string;
  readonly state: 'started' | 'done' | 'failed';
}

/** Deploys or destroys the demo, step by step; the whole output goes to a log in the clone. */
export async function runDeployment(verb: 'deploy' | 'destroy', site: string, onStep: (step: Step) => void): Promise<void> {
  const log = path.join(KIT_ROOT, '.daas/log', `${verb}-site-${site}.log`);
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const written = fs.createWriteStream(log, { mode: 0o600 });
  const failed = new Set<string>();
  let line = '';
  const read = (chunk: Buffer): void => {
    written.write(chunk);
    const lines = (line + chunk.toString('utf8')).split('\n');
    line = lines.pop()!;
    for (const step of lines.map((text) => STEP.exec(text)?.groups).filter((groups) => groups !== undefined)) {
      const state = step['state'] === 'FAILED' ? 'failed' : (step['state'] as 'started' | 'done');
      if (state === 'failed') {
        failed.add(step['name']!);
      }
      onStep({ name: step['name']!, state });
    }
  };
  // Nothing is left in the home folder.
  const environment = { CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1', CDKTF_HOME: path.join(KIT_ROOT, '.daas/cdktf') };
  const { code, output } = await runCdktf(site, [verb, `site-${site}`, '--auto-approve'], read, environment);
  written.end();
  if (code !== 0) {
    throw new KitError(
      `cdktf ${verb} site-${site} failed; a re-run continues where it stopped`,
      `${reason(site, [...failed], stripVTControlCharacters(output).split('\n'))}\n      whole log: ${path.relative(process.cwd(), log)}`,
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
