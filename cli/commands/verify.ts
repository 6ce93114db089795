import * as path from 'path';
import type { CommandModule } from 'yargs';
import { count, type CheckResult, type Status } from '../../toolkit/verify/result';
import { STATUS_WORDS, summary } from '../../toolkit/verify/render/words';
import { verify } from '../../toolkit/verify/verify';
import { writeResults } from '../../toolkit/verify/write-results';
import { paint } from '../output';

interface Arguments {
  readonly site: string;
  readonly recovery: boolean;
  readonly out?: string;
}

const COLOURS = { passed: 'green', failed: 'red', blocked: 'yellow', 'not-applicable': 'bold' } as const satisfies Record<Status, string>;

/** `daas verify`: exit code 0 accepted, 1 something failed, 3 something could not be judged. */
export const verifyCommand: CommandModule<object, Arguments> = {
  command: 'verify <site>',
  describe: 'Run the acceptance tests of a deployed site, as its users would use it',
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', demandOption: true, describe: 'Site: psi, or site-psi' })
      .option('recovery', { type: 'boolean', default: false, describe: 'Restart services too, as verify.yaml says' })
      .option('out', { type: 'string', describe: 'Folder for the results; .daas/verify/SITE otherwise' })
      .epilogue(
        'Needs test accounts in sites/SITE/verify.yaml. Safe on production: it uses their sessions only, and removes what it writes. ' +
          'Exit code: 0 accepted, 1 a check failed, 3 a check could not be judged.',
      ),
  handler: async ({ site, recovery, out }) => {
    const run = await verify(site, recovery, print);
    const folder = out ?? path.join('.daas/verify', run.site);
    console.log(`\n${summary(run.results)} (${run.seconds} s)`);
    writeResults(run, folder).forEach((file) => console.log(`  ${file}`));
    process.exitCode = count(run.results, 'failed') > 0 ? 1 : count(run.results, 'blocked') > 0 ? 3 : 0;
  },
};

function print({ status, area, component, title, evidence, next, seconds }: CheckResult): void {
  if (status === 'not-applicable') {
    return;
  }
  console.log(`${area} ${paint(STATUS_WORDS[status].padEnd(10), COLOURS[status])} ${component}: ${title} (${seconds.toFixed(1)} s)`);
  if (status !== 'passed') {
    console.log(`     seen: ${evidence}\n     next: ${next}`);
  }
}
