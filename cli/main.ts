import yargs from 'yargs';
import { KitError } from '../toolkit/kit-error';
import { demoCommand } from './commands/demo';
import { diffCommand } from './commands/diff';
import { doctorCommand } from './commands/doctor';
import { driftCommand } from './commands/drift';
import { deployCommand } from './commands/deploy';
import { identityCommand } from './commands/identity';
import { newCommand } from './commands/new';
import { orphansCommand } from './commands/orphans';
import { graphCommand } from './commands/graph';
import { reportCommand } from './commands/report';
import { preflightCommand } from './commands/preflight';
import { secretsCommand } from './commands/secrets';
import { validateCommand } from './commands/validate';
import { verifyCommand } from './commands/verify';
import { withSecretsCommand } from './commands/with-secrets';
import { paint } from './output';

/** `daas`: a table of commands; each prints what a toolkit function found. */
async function main(): Promise<void> {
  try {
    await yargs(process.argv.slice(2))
      .scriptName('daas')
      .usage('$0 <command>\n\nDeploys and operates Data Analysis as a Service at a facility.')
      .command(demoCommand)
      .command(validateCommand)
      .command(verifyCommand)
      .command(reportCommand)
      .command(secretsCommand)
      .command(withSecretsCommand)
      .command(diffCommand)
      .command(graphCommand)
      .command(driftCommand)
      .command(deployCommand)
      .command(orphansCommand)
      .command(identityCommand)
      .command(newCommand)
      .command(doctorCommand)
      .command(preflightCommand)
      .demandCommand(1, 'name a command')
      .recommendCommands()
      .strict()
      .help()
      .version(false)
      .fail((message, error, parser) => {
        if (error !== undefined && error !== null) {
          throw error;
        }
        parser.showHelp('error');
        throw new KitError(message);
      })
      .parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
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
