import * as readline from 'readline/promises';
import type { CommandModule } from 'yargs';
import type { StackFolder } from '../../toolkit/stack/stack-folder';
import { siteStack } from '../../toolkit/stack/site-stack-folder';
import { adoptOrphan, findOrphans, removeOrphan, type Orphan } from '../../toolkit/orphans/orphans';
import { paint, printJson, printTable } from '../output';

interface Arguments {
  readonly site: string;
  readonly adopt: boolean;
  readonly remove: boolean;
  readonly json: boolean;
}

type Choice = 'adopt' | 'remove' | 'leave';

/** `daas orphans`: exit code 1 while there are some. */
export const orphansCommand: CommandModule<object, Arguments> = {
  command: 'orphans <site>',
  describe: 'Find what a killed deployment left in a cloud; adopt or remove it',
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', demandOption: true, describe: 'Site: esrf, or site-esrf' })
      .option('adopt', { type: 'boolean', default: false, describe: 'Without a question: import what can be imported' })
      .option('remove', {
        type: 'boolean',
        default: false,
        describe: 'Without a question: remove what holds no data (after --adopt: the rest)',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print as JSON' })
      .epilogue('Data are removed after a question only. Exit code: 0 there are none, 1 some are left.'),
  handler: async ({ site, adopt, remove, json }) => {
    const { name, stack } = siteStack(site);
    const asks = !adopt && !remove && !json && process.stdin.isTTY === true;
    const choose = async (orphan: Orphan): Promise<Choice> => (asks ? ask(orphan) : decide(orphan, adopt, remove));
    let orphans = await findOrphans(name, stack);
    if (json) {
      printJson(orphans);
    } else if (orphans.length === 0) {
      console.log(paint(`Terraform's state knows everything that site-${name} has in its cloud`, 'green'));
    } else {
      printTable([['KIND', 'NAME', 'ID', 'CAN BE'], ...orphans.map((o) => [o.title, o.name, o.id, ways(o)])]);
    }
    // Parts of what was adopted show only once the state knows it.
    while ((await settle(orphans, stack, choose)).adopted > 0) {
      orphans = await findOrphans(name, stack);
    }
    process.exitCode = (await findOrphans(name, stack)).length === 0 ? 0 : 1;
  },
};

async function settle(
  orphans: readonly Orphan[],
  stack: StackFolder,
  choose: (orphan: Orphan) => Promise<Choice>,
): Promise<{ readonly adopted: number }> {
  let adopted = 0;
  for (const orphan of orphans) {
    const choice = await choose(orphan);
    if (choice === 'adopt') {
      adoptOrphan(orphan, stack);
      adopted += 1;
      console.error(`adopted ${orphan.title} ${orphan.name}`);
    } else if (choice === 'remove') {
      await removeOrphan(orphan);
      console.error(`removed ${orphan.title} ${orphan.name}`);
    }
  }
  return { adopted };
}

function ways(orphan: Orphan): string {
  return orphan.address === null ? 'removed' : 'adopted, removed';
}

function decide(orphan: Orphan, adopt: boolean, remove: boolean): Choice {
  if (adopt && orphan.address !== null) {
    return 'adopt';
  }
  return remove && !orphan.data ? 'remove' : 'leave';
}

async function ask(orphan: Orphan): Promise<Choice> {
  const terminal = readline.createInterface({ input: process.stdin, output: process.stderr });
  try {
    const warning = orphan.data ? paint(' It may hold data.', 'red') : '';
    const adopt = orphan.address === null ? '' : '[a]dopt, ';
    const answer = await terminal.question(`${orphan.title} ${orphan.name} (${orphan.id}).${warning} ${adopt}[r]emove, [L]eave? `);
    return answer === 'a' && orphan.address !== null ? 'adopt' : answer === 'r' ? 'remove' : 'leave';
  } finally {
    terminal.close();
  }
}
