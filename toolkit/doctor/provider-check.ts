import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { there, type Finding } from './finding';

/** Whether a provider's program is on this machine already; `terraform init` fetches what isn't. */
export function checkProvider(name: string, version: string, initialised: string): Finding {
  const cache = process.env['TF_PLUGIN_CACHE_DIR'];
  const folders = [
    path.join(initialised, '.terraform/providers'),
    ...(cache === undefined ? [] : [cache]),
    path.join(os.homedir(), '.terraform.d/plugins'),
    path.join(os.homedir(), '.local/share/terraform/plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
    ...mirrors(),
  ];
  const found = folders.find((folder) => holds(folder, name, version));
  const title = `provider ${name} ${version}`;
  return found === undefined
    ? {
        name: title,
        state: 'unknown',
        detail: 'is not here yet: init fetches it',
        fix: 'without internet: terraform providers mirror FOLDER, elsewhere',
      }
    : there(title, found);
}

/** Unpacked (`HOST/NAME/VERSION`) and packed (`HOST/NAME/terraform-provider-x_VERSION_...zip`). */
function holds(folder: string, name: string, version: string): boolean {
  if (!fs.existsSync(folder)) {
    return false;
  }
  return fs
    .readdirSync(folder)
    .map((host) => path.join(folder, host, name))
    .some((place) => fs.existsSync(place) && fs.readdirSync(place).some((n) => n === version || n.includes(`_${version}_`)));
}

/** Folders that Terraform's own settings name. */
function mirrors(): readonly string[] {
  const file = process.env['TF_CLI_CONFIG_FILE'] ?? path.join(os.homedir(), '.terraformrc');
  const text = fs.existsSync(file) && fs.statSync(file).isFile() ? fs.readFileSync(file, 'utf8') : '';
  return [...text.matchAll(/(?:path|plugin_cache_dir)\s*=\s*"([^"]+)"/g)].map((match) => match[1]!);
}
