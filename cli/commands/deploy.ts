import * as readline from 'readline/promises';
import type { CommandModule } from 'yargs';
import { sitesFolder } from '../../toolkit/app/sites-folder';
import { describeShortage, explainFailure, lookAhead } from '../../toolkit/deploy/deploy';
import { runCdktf } from '../../toolkit/program/run-cdktf';
import { secretEnvironment } from '../../toolkit/secrets/secret-environment';
import { siteStack } from '../../toolkit/stack/site-stack-folder';
import { validate } from '../../toolkit/validate/validate';
import { paint, printProblems } from '../output';

interface Arguments {
  readonly site: string;
  readonly yes: boolean;
  readonly removeData: boolean;
}

/** `daas deploy`: exit code 1 when something keeps the site from being deployed. */
export const deployCommand: CommandModule<object, Arguments> = {
  command: 'deploy <site>',
  describe: 'Check, show what changes, deploy, and explain a failure',
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', demandOption: true, describe: 'Site: esrf, or site-esrf' })
      .option('yes', { type: 'boolean', default: false, describe: 'Without showing the changes and asking' })
      .option('removeData', {
        type: 'boolean',
        default: false,
        describe: 'Also where the site no longer mentions volumes, shares, zones or clusters',
      })
      .epilogue('The same as `cdktf deploy site-<site>`, with eyes open. Exit code: 0 deployed, 1 not.'),
  handler: async ({ site: given, yes, removeData }) => {
    const { problems } = validate(sitesFolder(), [given]);
    if (problems.length > 0) {
      printProblems(problems);
      process.exitCode = 1;
      return;
    }
    const { name, stack } = siteStack(given);
    const secrets = secretEnvironment(stack.document.blueprint, (variable) => stack.variables.includes(variable));
    const { unprotected, orphans, shortages } = await lookAhead(name, stack);
    if (unprotected.length > 0 && !removeData) {
      console.error(paint(`the site no longer mentions what holds data, and a deployment would remove it for good:`, 'red'));
      unprotected.forEach((address) => console.error(`  ${address}`));
      console.error('Nothing was changed. Take the data away, then deploy with --remove-data.');
      process.exitCode = 1;
      return;
    }
    if (orphans.length > 0) {
      const what = `${orphans.length} resources of site-${name} are in the cloud, but not in Terraform's state`;
      console.error(paint(`${what}; this deployment may fail on them, or make them twice. See: daas orphans ${name}`, 'yellow'));
    }
    if (shortages.length > 0) {
      console.error(paint(`quotas of the project are too small for what is to be made:`, 'red'));
      shortages.forEach((s) => console.error(`  ${describeShortage(s)}`));
      console.error('Nothing was changed. Ask an administrator for more, or ask for less.');
      process.exitCode = 1;
      return;
    }
    if (!yes && !(await agreed(name, secrets))) {
      process.exitCode = 1;
      return;
    }
    const { code, output } = await runCdktf(name, ['deploy', `site-${name}`, '--auto-approve'], passOn, secrets);
    if (code === 0) {
      return;
    }
    process.exitCode = 1;
    const explanations = await explainFailure(output, stack);
    explanations.forEach(({ what, remedy }) => console.error(`${paint(what, 'red')}\n  ${remedy.replaceAll('SITE', name)}`));
    console.error('What was made is in the state. Running it again is safe: it goes on from there.');
  },
};

function passOn(chunk: Buffer, stream: 'stdout' | 'stderr'): void {
  process[stream].write(chunk);
}

async function agreed(site: string, secrets: Readonly<Record<string, string>>): Promise<boolean> {
  const { code } = await runCdktf(site, ['diff', `site-${site}`], passOn, secrets);
  if (code !== 0 || process.stdin.isTTY !== true) {
    console.error(code === 0 ? 'nobody to ask: run it on a terminal, or with --yes' : 'the changes could not be planned');
    return false;
  }
  const terminal = readline.createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`Deploy site-${site}? Type yes: `)) === 'yes';
  } finally {
    terminal.close();
  }
}
