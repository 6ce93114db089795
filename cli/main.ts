import yargs, { type CommandModule } from 'yargs';
import { KitError } from '../toolkit/kit-error';
import { paint } from './output';
import { calledCommand, missingValue, usageError } from './usage';

/** In the order of the help; each is a file below commands/. */
const COMMANDS = [
  'demo',
  'validate',
  'verify',
  'report',
  'secrets',
  'with-secrets',
  'diff',
  'graph',
  'drift',
  'deploy',
  'orphans',
  'identity',
  'new',
  'doctor',
  'preflight',
] as const;

/** `daas`: a table of commands; each prints what a toolkit function found. */
async function main(): Promise<void> {
  try {
    const args = process.argv.slice(2);
    const called = calledCommand(args, COMMANDS);
    await yargs(args)
      .scriptName('daas')
      .usage('$0 <command>\n\nDeploys and operates Data Analysis as a Service at a facility.')
      .command(commands(called))
      .demandCommand(1, 'name a command')
      .strict()
      .check(missingValue)
      .help()
      .version(false)
      .fail((message, error, parser) => {
        if (error !== undefined && error !== null) {
          throw error;
        }
        if (called === undefined) {
          parser.showHelp('error');
          throw new KitError(message);
        }
        parser.showHelp((help) => {
          throw usageError(message, help, args);
        });
      })
      .parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** The command that is called; all of them for help. To load all takes longer than most take to do their work. */
function commands(called: string | undefined): CommandModule[] {
  return (called === undefined ? COMMANDS : [called]).map((name) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a command loads whatever it needs
    const exports = require(`./commands/${name}`) as Record<string, CommandModule>;
    return Object.values(exports)[0]!;
  });
}

/** Says why the command couldn't do its work; the exit code, mostly 2. */
function report(error: unknown): number {
  if (error instanceof KitError) {
    console.error(paint(`daas: ${error.message}`, 'red'));
    if (error.hint !== '') {
      console.error(`      ${error.hint}`);
    }
    return error.exitCode;
  } else {
    console.error(paint(`daas: unexpected: ${error instanceof Error ? error.message : String(error)}`, 'red'));
    if (process.env['DAAS_TRACE'] === '1') {
      console.error(error);
    } else {
      console.error('      DAAS_TRACE=1 shows where');
    }
  }
  return 2;
}

void main();
