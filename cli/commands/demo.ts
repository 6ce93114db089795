import type { CommandModule } from 'yargs';
import { demoDown } from '../../toolkit/demo/down';
import { demoUp } from '../../toolkit/demo/up';
import { KitError } from '../../toolkit/kit-error';
import { paint, printJson } from '../output';

interface Arguments {
  readonly action: 'up' | 'down';
  readonly port?: number;
  readonly slurm?: boolean;
  readonly directory?: string;
  readonly json: boolean;
}

/** `daas demo`: a whole site on this machine. */
export const demoCommand: CommandModule<object, Arguments> = {
  command: 'demo <action>',
  describe: 'Deploy a whole site on this machine, or remove it',
  builder: (yargs) =>
    yargs
      .positional('action', { choices: ['up', 'down'] as const, demandOption: true, describe: 'up deploys, down removes all of it' })
      .option('port', { type: 'number', describe: 'First of seven ports on the loopback interface; free ones are found otherwise' })
      .check(({ port }) => {
        if (port !== undefined && !(Number.isInteger(port) && port >= 1024 && port <= 65528)) {
          throw new KitError('--port must be a whole number from 1024 to 65528', 'nothing was changed');
        }
        return true;
      })
      .option('slurm', { type: 'boolean', describe: 'Run notebooks as Slurm jobs; the default is whether Slurm is installed' })
      .option('directory', { type: 'string', describe: "Folder that gets the demo's own folder; /var/tmp otherwise" })
      .option('json', { type: 'boolean', default: false, describe: 'Print the address and log-in as JSON' })
      .example('$0 demo up --port 9000', 'portal on 9000, hub on 9001, log-in on 9002'),
  handler: async ({ action, port, slurm, directory, json }) => {
    const start = Date.now();
    const say = (line: string): void => console.error(`${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${line}`);
    if (action === 'down') {
      const removed = await demoDown(directory, say);
      console.log(
        removed ? 'The demo is removed. node_modules and dist stay; git clean -xdf removes those too.' : 'There is no demo to remove.',
      );
      return;
    }
    const address = await demoUp(
      { ...(port !== undefined && { port }), ...(slurm !== undefined && { slurm }), ...(directory !== undefined && { directory }) },
      say,
    );
    if (json) {
      printJson(address);
      return;
    }
    say('a user can log in');
    console.log(`\n  Open      ${paint(address.portal, 'bold')}`);
    console.log(`  Log in    by UmbrellaID (a stand-in on this machine) as one of`);
    address.users.forEach(([name, what]) => console.log(`              ${name.padEnd(8)} ${what}`));
    console.log(`  Password  ${address.password}`);
    console.log(`  Notebooks ${address.slurm ? 'run as Slurm jobs' : 'run beside the hub (Slurm is not installed)'}`);
    console.log(`  Remove    npm run demo:down\n`);
  },
};
