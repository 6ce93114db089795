import type { CommandModule } from 'yargs';
import { sitesFolder } from '../../toolkit/app/sites-folder';
import { counted } from '../../toolkit/counted';
import { validate } from '../../toolkit/validate/validate';
import { paint, printJson, printProblems } from '../output';

interface Arguments {
  readonly site: string[];
  readonly sites: string;
  readonly json: boolean;
}

/** `daas validate`: exit code 1 when there are problems. */
export const validateCommand: CommandModule<object, Arguments> = {
  command: 'validate [site..]',
  describe: 'Show all problems of all sites at once',
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', array: true, default: [], describe: 'Sites to look at; all when none is named' })
      .option('sites', { type: 'string', default: sitesFolder(), describe: 'Folder of sites, relative to the clone' })
      .option('json', { type: 'boolean', default: false, describe: 'Print problems as JSON' })
      .epilogue('Exit code: 0 no problems, 1 problems found.'),
  handler: ({ site, sites, json }) => {
    const found = validate(sites, site);
    if (json) {
      printJson(found);
    } else {
      printProblems(found.problems);
      const broken = new Set(found.problems.map((p) => p.site)).size;
      const sites = counted(found.sites.length, 'site');
      const count = `${counted(found.problems.length, 'problem')} in ${broken} of ${sites}`;
      console.log(found.problems.length === 0 ? paint(`no problems in ${sites}`, 'green') : paint(count, 'red'));
    }
    process.exitCode = found.problems.length === 0 ? 0 : 1;
  },
};
