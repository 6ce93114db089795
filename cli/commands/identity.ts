import * as fs from 'fs';
import type { CommandModule } from 'yargs';
import { simulate, type SimulatedUser, type Simulation } from '../../toolkit/identity/simulate';
import { KitError } from '../../toolkit/kit-error';
import { paint, printJson } from '../output';

interface Arguments {
  readonly action: 'simulate';
  readonly site: string;
  readonly claims: string;
  readonly json: boolean;
}

/** `daas identity`: exit code 1 when somebody is refused or taken for somebody else. */
export const identityCommand: CommandModule<object, Arguments> = {
  command: 'identity <action> <site>',
  describe: 'Show which POSIX user, folders and profiles a log-in becomes',
  builder: (yargs) =>
    yargs
      .positional('action', { choices: ['simulate'] as const, demandOption: true, describe: 'simulate works on claims of a file' })
      .positional('site', { type: 'string', demandOption: true, describe: 'Site: psi, or site-psi' })
      .option('claims', { type: 'string', demandOption: true, describe: "JSON of one user's claims, or a list; - reads standard input" })
      .option('json', { type: 'boolean', default: false, describe: 'Print as JSON' })
      .example('$0 identity simulate psi --claims marie.json', 'What the hub of psi makes of these claims')
      .epilogue('Asks no broker. Exit code: 0 all can log in, 1 somebody is refused or taken for somebody else.'),
  handler: ({ site, claims, json }) => {
    const found = simulate(site, readText(claims));
    if (json) {
      printJson(found);
    } else {
      print(found);
    }
    process.exitCode = found.collisions.length > 0 || found.users.some((u) => u.identity === null) ? 1 : 0;
  },
};

function readText(file: string): string {
  try {
    return fs.readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new KitError(`the claims can't be read: ${(error as Error).message}`);
  }
}

function print({ users, collisions }: Simulation): void {
  users.forEach(printUser);
  for (const { kind, value, between } of collisions) {
    console.log(`${paint('COLLISION', 'red')} ${kind} ${value}: ${between.join(', ')}`);
  }
}

function printUser({ index, hub, identity, refusals, folders, profiles }: SimulatedUser): void {
  if (identity === null) {
    console.log(`${paint('REFUSED', 'red')} claims[${index}] at ${hub}`);
    refusals.forEach(({ code, claim, message }) => console.log(`  ${code} ${claim}: ${message}`));
    return;
  }
  const { user, uid, gid, groups, gids } = identity;
  console.log(`${paint(user, 'green')} claims[${index}] at ${hub}: uid ${uid}, gid ${gid}${gids.map((g) => `, ${g}`).join('')}`);
  console.log(`  proposals ${groups.join(', ') || 'none'}`);
  folders.forEach((f) =>
    console.log(`  ${f.readOnly ? 'reads ' : 'writes'} ${f.path} (${[f.mount, f.folder].filter((t) => t !== '').join('/')})`),
  );
  console.log(`  profiles  ${profiles.join(', ')}`);
}
