import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import { DEMO_FOLDER, readDemoSettings } from './demo-settings';
import { runDeployment } from './deployment';
import { leftover, removeLeftover } from './leftover';
import { revive } from './revive';

const STATE = path.join(KIT_ROOT, '.daas/state');

/**
 * Removes everything that the demo made; false when there is none.
 *
 * @param parent folder that has the demo's own folder, for one whose settings are lost
 */
export async function demoDown(parent: string | undefined, say: (line: string) => void): Promise<boolean> {
  const settings = readDemoSettings();
  if (settings === undefined) {
    const left = leftover(parent);
    if (left !== undefined) {
      await removeLeftover(left);
      say(`${left.directory} is removed`);
    }
    return left !== undefined;
  }
  // Keycloak is asked to give up what is in it.
  revive(settings);
  try {
    await runDeployment('destroy', 'demo', ({ name, state }) => {
      if (state !== 'started') {
        say(`${name} ${state === 'done' ? 'is removed' : 'could NOT be removed'}`);
      }
    });
  } catch (error) {
    // Another deployment would go on making what is removed here.
    if (!(error instanceof KitError) || error.hint.includes('state lock')) {
      throw error;
    }
    // A demo that is broken must go too; all that it has lies in its folder.
    say(`cdktf could not destroy it, so that what is left is removed without:\n      ${error.hint}`);
    await removeLeftover(settings);
    say(`${settings.directory} is removed`);
  }
  // The state is empty now; secrets and settings have nothing left to open.
  for (const file of fs.existsSync(STATE) ? fs.readdirSync(STATE) : []) {
    if (file.startsWith('site-demo.')) {
      fs.rmSync(path.join(STATE, file));
    }
  }
  fs.rmSync(path.join(KIT_ROOT, '.daas/cache'), { recursive: true, force: true });
  fs.rmSync(DEMO_FOLDER, { recursive: true, force: true });
  fs.rmSync(path.join(KIT_ROOT, 'cdktf.out/stacks/site-demo'), { recursive: true, force: true });
  return true;
}
