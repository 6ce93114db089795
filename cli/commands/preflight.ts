import type { CommandModule } from 'yargs';
import { preflight, type Preflight } from '../../toolkit/preflight/preflight';
import { paint, printJson, printTable } from '../output';

interface Arguments {
  readonly site: string;
  readonly offline: boolean;
  readonly json: boolean;
}

/** `daas preflight`: exit code 1 when a deployment would fail. */
export const preflightCommand: CommandModule<object, Arguments> = {
  command: 'preflight <site>',
  describe: 'Show what a site takes of cloud, clusters and hosts, and whether they have it',
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', demandOption: true, describe: 'Site: esrf, or site-esrf' })
      .option('offline', { type: 'boolean', default: false, describe: 'The sums alone; nobody is asked' })
      .option('json', { type: 'boolean', default: false, describe: 'Print as JSON' })
      .epilogue(
        'Asks the cloud by clouds.yaml, clusters by kubectl, hosts by Ansible, and DNS. Changes nothing. ' +
          'Exit code: 0 nothing stands in the way, 1 something does.',
      ),
  handler: async ({ site, offline, json }) => {
    const found = await preflight(site, offline, (progress) => console.error(`... ${progress}`));
    if (json) {
      printJson(found);
    } else {
      print(found);
    }
    process.exitCode = found.problems.length === 0 ? 0 : 1;
  },
};

function print({ site, sums, quotas, problems, notes, request }: Preflight): void {
  if (sums.length === 0) {
    console.log(`site-${site} takes nothing that can be added up`);
  } else {
    const row = (name: string): readonly string[] => {
      const quota = quotas.find((q) => q.name === name);
      return quota === undefined ? ['', ''] : [String(quota.used), quota.limit === undefined ? 'none' : String(quota.limit)];
    };
    printTable([
      ['WHAT', 'NEEDED', 'SURGE', 'USED', 'LIMIT', 'UNIT'],
      ...sums.map(({ name, needed, surge, unit }) => [name, String(needed), String(surge), ...row(name), unit]),
    ]);
  }
  notes.forEach((note) => console.log(`${paint('note', 'yellow')} ${note}`));
  problems.forEach(({ code, message, remedy }) => console.log(`${paint(code, 'red')} ${message}\n  ${remedy}`));
  if (request !== '') {
    console.log(`\n${request}`);
  }
}
