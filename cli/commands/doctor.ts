import type { CommandModule } from 'yargs';
import { doctor } from '../../toolkit/doctor/doctor';
import type { Finding } from '../../toolkit/doctor/finding';
import { paint, printJson } from '../output';

interface Arguments {
  readonly site?: string;
  readonly json: boolean;
}

/** `daas doctor`: exit code 1 while something is missing. */
export const doctorCommand: CommandModule<object, Arguments> = {
  command: 'doctor [site]',
  describe: 'Show what this machine lacks to deploy a site, and what mends it',
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', describe: 'Site: psi, or site-psi; what every site needs when none is named' })
      .option('json', { type: 'boolean', default: false, describe: 'Print as JSON' })
      .epilogue('Changes nothing and asks nobody. Exit code: 0 nothing is missing, 1 something is.'),
  handler: ({ site, json }) => {
    const findings = doctor(site);
    const lacking = findings.filter((f) => f.state === 'missing').length;
    if (json) {
      printJson(findings);
    } else {
      findings.forEach(print);
      console.log(lacking === 0 ? paint('nothing is missing', 'green') : paint(`${lacking} missing`, 'red'));
    }
    process.exitCode = lacking === 0 ? 0 : 1;
  },
};

function print({ name, state, detail, fix }: Finding): void {
  const mark = { there: paint('there  ', 'green'), missing: paint('MISSING', 'red'), unknown: paint('unknown', 'yellow') }[state];
  console.log(`${mark} ${name}: ${detail}`);
  if (fix !== '') {
    console.log(`        ${fix}`);
  }
}
