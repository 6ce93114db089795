import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import { endOf, lastLines } from '../program/run-program';
import { demoPlace, type DemoPlace } from './demo-settings';

const PLAY = path.join(KIT_ROOT, 'platforms/hosts/ansible/play');

/**
 * What is left of a demo whose clone was removed, or cleaned, before `demo:down`: its state and its secrets are lost.
 *
 * @param parent folder that has the demo's own folder
 */
export function leftover(parent?: string): DemoPlace | undefined {
  const place = demoPlace(parent);
  return fs.existsSync(place.directory) ? place : undefined;
}

/** Removes it as the end of a destruction would: processes, folder, account. */
export async function removeLeftover({ directory, account }: DemoPlace): Promise<void> {
  const target = { kind: 'local', inventory: '', directory, account, manager: 'supervisor', hosts: 'all', runAs: 'root' };
  const { code, output, errors } = await endOf('bash', [PLAY], {
    env: {
      ...process.env,
      DAAS_SITE: 'demo',
      DAAS_NAME: 'base',
      DAAS_ROLE: 'base',
      DAAS_ACTION: 'remove',
      DAAS_TARGET: JSON.stringify(target),
      DAAS_INVENTORY: '',
      DAAS_SETTINGS: JSON.stringify({ removeData: true }),
      DAAS_SECRETS: '{}',
      DAAS_SOURCES: '',
    },
  });
  if (code !== 0) {
    throw new KitError(`${directory} can't be removed`, lastLines(output + errors, 15));
  }
}
