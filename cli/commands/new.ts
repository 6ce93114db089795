import type { CommandModule } from 'yargs';
import { ARCHETYPES } from '../../toolkit/new/answers';
import { newSite } from '../../toolkit/new/new-site';
import { paint, printJson } from '../output';

interface Arguments {
  readonly name: string;
  readonly archetype?: string;
  readonly answers?: string;
  readonly from?: string;
  readonly json: boolean;
}

/** `daas new`: a site's files, each guess marked with where it comes from. */
export const newCommand: CommandModule<object, Arguments> = {
  command: 'new <name>',
  describe: 'Begin a site from what a facility has: slurm.conf, sinfo, fstab, mount, an inventory',
  builder: (yargs) =>
    yargs
      .positional('name', { type: 'string', demandOption: true, describe: 'Name of the site: lower-case letters, digits and -' })
      .option('archetype', { choices: ARCHETYPES, describe: 'Kind of site' })
      .option('answers', { type: 'string', describe: 'YAML with archetype, facility, domain, contact, issuer' })
      .option('from', { type: 'string', describe: 'Folder of dumped files (docs/bootstrapping.md); this machine otherwise' })
      .option('json', { type: 'boolean', default: false, describe: 'Print as JSON' })
      .epilogue('A file that is there already is never changed.'),
  handler: ({ name, archetype, answers, from, json }) => {
    const given = {
      ...(archetype !== undefined && { archetype }),
      ...(answers !== undefined && { answers }),
      ...(from !== undefined && { from }),
    };
    const files = newSite(name, given);
    if (json) {
      printJson(files);
      return;
    }
    files.forEach(({ file, state }) => console.log(`${paint(state.padEnd(7), state === 'kept' ? 'yellow' : 'green')} ${file}`));
    console.log(`look at each line that says "Guess", then: npx daas validate ${name}`);
  },
};
