import { randomBytes } from 'crypto';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { localPorts } from '../../core/local-ports';
import { KitError } from '../kit-error';
import { unmetRequirements } from '../program/requirements';
import { EnvFileStore } from '../secrets/env-file-store';
import { secrets } from '../secrets/secrets';
import { decideDemoSettings, DEMO_FOLDER, readDemoSettings, type DemoOptions } from './demo-settings';
import { runDeployment } from './deployment';
import { takenPort } from './free-port';
import { leftover } from './leftover';
import { canLogIn } from './log-in-check';
import { revive } from './revive';

const PASSWORD = 'DEMO_USER_PASSWORD';

/** What a user needs to know of a demo that runs. */
export interface DemoAddress {
  readonly portal: string;
  readonly notebooks: string;
  /** Users and their proposal. */
  readonly users: readonly (readonly [string, string])[];
  /** Of the made-up users at the stand-in federation; different for every clone. */
  readonly password: string;
  readonly slurm: boolean;
}

/** Deploys the demo by `cdktf deploy` and waits until a user can really log in. */
export async function demoUp(options: DemoOptions, say: (line: string) => void): Promise<DemoAddress> {
  const before = readDemoSettings();
  const moves = options.port !== undefined && options.port !== before?.firstPort;
  const taken = moves ? await takenPort(options.port!) : undefined;
  if (taken !== undefined) {
    throw new KitError(`port ${taken} is in use already`, 'name another first port (--port), or none: free ones are then found');
  }
  if (options.directory !== undefined && before !== undefined && path.dirname(before.directory) !== path.resolve(options.directory)) {
    throw new KitError(`the demo lies in ${before.directory} already`, 'remove it first: npm run demo:down');
  }
  const wrong = options.directory === undefined ? null : wrongDirectory(path.resolve(options.directory));
  if (wrong !== null) {
    throw new KitError(wrong, 'nothing was changed');
  }
  const left = before === undefined ? leftover(options.directory) : undefined;
  if (left !== undefined) {
    throw new KitError(
      `${left.directory} is left of a demo of this clone, whose state and secrets are lost`,
      'copy what is worth keeping, then remove it: npm run demo:down',
    );
  }
  const settings = await decideDemoSettings(options);
  if (process.getuid?.() === 0) {
    say(`root deploys: everything will run as the account ${settings.account}, made for this and removed by demo:down`);
  }
  const password = userPassword();
  secrets('demo', true);
  revive(settings);
  await runDeployment('deploy', 'demo', ({ name, state }) => {
    if (state !== 'started') {
      say(`${name} ${state === 'done' ? 'is ready' : 'FAILED'}`);
    }
  });
  const ports = localPorts(settings.firstPort);
  const notebooks = `http://localhost:${ports.hub}`;
  await canLogIn(notebooks);
  return {
    portal: `http://localhost:${ports.portal}`,
    notebooks,
    users: [
      ['marie', 'proposal-4711'],
      ['pierre', 'proposal-4712'],
      ['eve', 'unknown to the facility: refused'],
    ],
    password,
    slurm: settings.slurm,
  };
}

/** Why a demo can't lie in the folder; null when it can. */
function wrongDirectory(directory: string): string | null {
  return unmetRequirements(['directory'], '--directory', directory)['directory'] ?? null;
}

/** Of the made-up users: typed by people, so shorter than what services tell each other. */
function userPassword(): string {
  const store = new EnvFileStore(path.relative(KIT_ROOT, path.join(DEMO_FOLDER, 'secrets.env')));
  if (!store.names().includes(PASSWORD)) {
    store.add({ [PASSWORD]: randomBytes(9).toString('base64url') });
  }
  return store.value(PASSWORD);
}
