import type { CommandModule } from 'yargs';
import { drift, type ServiceDrift } from '../../toolkit/drift/drift';
import { KitError } from '../../toolkit/kit-error';
import { paint, printJson } from '../output';

interface Arguments {
  readonly site: string;
  readonly service: string[];
  readonly json: boolean;
}

/** `daas drift`: exit code 0 none, 2 drift, 1 could not look everywhere. */
export const driftCommand: CommandModule<object, Arguments> = {
  command: 'drift <site> [service..]',
  describe: "Show what was changed by hand on a site's hosts since its deployment",
  builder: (yargs) =>
    yargs
      .positional('site', { type: 'string', demandOption: true, describe: 'Site: psi, or site-psi' })
      .positional('service', { type: 'string', array: true, default: [], describe: 'Services to look at; all when none is named' })
      .option('json', { type: 'boolean', default: false, describe: 'Print as JSON' })
      .epilogue(
        'Changes nothing. Content of files with secrets is not shown. Exit code: 0 no drift, 2 drift, 1 some could not be looked at.',
      ),
  handler: async ({ site, service, json }) => {
    const found = await drift(site, service, (one) => {
      if (!json) {
        print(one);
      }
    }).catch(asOwnExitCode);
    const count = (state: ServiceDrift['state']): number => found.filter((s) => s.state === state).length;
    if (json) {
      printJson({ site, services: found });
    } else {
      console.log(
        `${found.length} services: ${count('same')} as deployed, ${count('drift')} changed, ${count('unknown')} could not be looked at`,
      );
      const again = found.filter((s) => s.state === 'drift').map((s) => `-replace=${s.address}`);
      if (again.length > 0) {
        console.log(
          `to have it as deployed again:\n  TF_CLI_ARGS_apply='${again.join(' ')}' npx cdktf deploy site-${site.replace(/^site-/, '')}`,
        );
      }
    }
    process.exitCode = count('unknown') > 0 ? 1 : count('drift') > 0 ? 2 : 0;
  },
};

function print({ name, state, changes }: ServiceDrift): void {
  console.log(`${paint({ same: 'same   ', drift: 'CHANGED', unknown: 'UNKNOWN' }[state], state === 'same' ? 'green' : 'red')} ${name}`);
  for (const { host, task, item, path, kind, detail } of changes) {
    const what = [path, item].filter((text, i, all) => text !== '' && all.indexOf(text) === i).join(' ');
    console.log(`  ${host}: ${task}${what === '' ? '' : ` (${what})`}`);
    const text = kind === 'hidden' ? 'differs; the content is secret' : detail;
    text
      .split('\n')
      .filter((line) => line !== '')
      .forEach((line) => console.log(`    ${line}`));
  }
}

/** 2 means drift here. */
function asOwnExitCode(error: unknown): never {
  throw error instanceof KitError ? new KitError(error.message, error.hint, 1) : error;
}
