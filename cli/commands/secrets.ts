import type { CommandModule } from 'yargs';
import { secrets } from '../../toolkit/secrets/secrets';
import { paint, printJson, printTable } from '../output';

interface Arguments {
  readonly site: string;
  readonly init: boolean;
  readonly json: boolean;
}

/** `daas secrets`: exit code 1 while one is missing. */
export const secretsCommand: CommandModule<object, Arguments> = {
  command: 'secrets <site>',
  describe: 'Show which secrets a site needs and where each comes from',
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', demandOption: true, describe: 'Site: psi, or site-psi' })
      .option('init', { type: 'boolean', default: false, describe: "Make the missing ones in the site's own store" })
      .option('json', { type: 'boolean', default: false, describe: 'Print as JSON' })
      .epilogue('Values are never printed. Exit code: 0 all are there, 1 some are missing.'),
  handler: ({ site, init, json }) => {
    const { needs, made } = secrets(site, init);
    if (json) {
      printJson({ needs, made });
    } else {
      printTable([['SECRET', 'STATE', 'FROM', 'USED BY'], ...needs.map((n) => [n.name, n.state, n.from, n.usedBy.join(', ')])]);
      made.forEach((name) => console.log(paint(`made ${name}`, 'green')));
    }
    process.exitCode = needs.some((n) => n.state === 'missing') ? 1 : 0;
  },
};
