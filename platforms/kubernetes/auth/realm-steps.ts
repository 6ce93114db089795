import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';

/** The program that stands around keycloak-config-cli. */
export function realmSteps(): string {
  return fs.readFileSync(path.join(KIT_ROOT, 'platforms/kubernetes/auth/realm_steps.py'), 'utf8');
}
