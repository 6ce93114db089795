import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';

const FOLDER = 'packages/jupyterhub-daas/jupyterhub_daas';
/** What a hub of pods needs of the package: log-in, and what differs between users. */
const MODULES = ['__init__', 'accounts', 'authenticator', 'checks', 'identity', 'kube_spawner', 'logout', 'pod', 'settings', 'typed'];

/** Source of the kit's extension of JupyterHub, as far as it is used on a cluster. */
export function hubModules(): Readonly<Record<string, string>> {
  return Object.fromEntries(MODULES.map((name) => [name, fs.readFileSync(path.join(KIT_ROOT, FOLDER, `${name}.py`), 'utf8')]));
}
