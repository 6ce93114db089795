import type { CommandModule } from 'yargs';
import { ANSWER_KEYS, ARCHETYPE_NAMES, type Given } from '../../toolkit/new/answers/answers';
import { proveSite } from '../../toolkit/new/prove-site';
import { newSite, type NewFile } from '../../toolkit/new/new-site';
import { paint, printJson, printProblems } from '../output';
import { Questioner } from '../questioner';

type Arguments = Given & {
  readonly name: string;
  readonly answers?: string;
  readonly from?: string;
  readonly json: boolean;
};

/** `daas new`: a site's files, each guess marked with where it comes from. Exit code 1 when there are problems. */
export const newCommand: CommandModule<object, Arguments> = {
  command: 'new <name>',
  describe: 'Begin a site from what a facility has: OpenStack, Kubernetes, Slurm, mounts, an inventory',
  builder: (yargs) =>
    yargs
      .positional('name', { type: 'string', demandOption: true, describe: 'Name of the site: lower-case letters, digits and -' })
      .option('archetype', { type: 'string', describe: `Kind of site: ${ARCHETYPE_NAMES.join(', ')}` })
      .option('facility', { type: 'string', describe: 'Name of the facility, for people' })
      .option('domain', { type: 'string', describe: 'DNS domain that all addresses are below' })
      .option('contact', { type: 'string', describe: 'E-mail address of who helps users' })
      .option('issuer', { type: 'string', describe: 'OpenID Connect issuer that users come from' })
      .option('cloud', { type: 'string', describe: 'Entry of clouds.yaml; without --from, the cloud is asked what it has' })
      .option('context', { type: 'string', describe: 'Context of the kubeconfig' })
      .option('answers', { type: 'string', describe: 'YAML file with any of these answers' })
      .option('from', { type: 'string', describe: 'Folder of dumped files (docs/bootstrapping.md); this machine otherwise' })
      .option('json', { type: 'boolean', default: false, describe: 'Print as JSON' })
      .epilogue(
        'What is not given is asked on a terminal, else guessed. A file that was edited is never changed.\n' +
          'Exit code: 0 the site is there and has no problems, 1 problems found.',
      ) as never,
  handler: async ({ name, answers, from, json, ...rest }) => {
    const flags = Object.fromEntries(ANSWER_KEYS.flatMap((key) => (rest[key] === undefined ? [] : [[key, rest[key]]])));
    const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true && !json && answers === undefined;
    const questioner = terminal ? new Questioner() : undefined;
    const options = {
      flags,
      ...(answers !== undefined && { answers }),
      ...(from !== undefined && { from }),
      ...(questioner !== undefined && { ask: questioner.ask }),
    };
    const { files, problems: refused } = await newSite(name, options).finally(() => questioner?.close());
    const { page, problems } = refused.length === 0 ? proveSite(name) : { page: undefined, problems: refused };
    process.exitCode = problems.length === 0 ? 0 : 1;
    if (json) {
      printJson({ files, problems, page: page ?? null });
      return;
    }
    printProblems(problems);
    files.forEach(printFile);
    if (refused.length > 0) {
      console.log(paint('nothing was written', 'red'));
    } else if (page !== undefined) {
      console.log(`${paint('no problems', 'green')}; picture and ports: ${page}`);
      console.log(`look at each line of sites/${name} that says "Guess", then: npx daas doctor ${name}`);
    }
  },
};

const COLOURS = { written: 'green', same: 'green', updated: 'yellow', removed: 'yellow', kept: 'yellow', refused: 'red' } as const;

function printFile({ file, state, difference }: NewFile): void {
  console.log(`${paint(state.padEnd(7), COLOURS[state])} ${file}`);
  if (difference !== undefined) {
    console.log(difference.replace(/^/gm, '        '));
  }
}
