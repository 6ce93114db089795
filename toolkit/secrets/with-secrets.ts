import { spawnSync } from 'child_process';
import { secretVariable } from '../../core/secret-variable';
import { SiteApp } from '../app/app';
import { siteName } from '../app/site-name';
import { KitError } from '../kit-error';
import { compileSites } from '../validate/compile';
import { secretValue } from './secret-value';

/**
 * Runs a command with a site's secrets in its environment, where Terraform finds the ephemeral variables that bring them
 * to write-only attributes (`TF_VAR_site_NAME`). Returns the command's exit code.
 */
export function withSecrets(site: string, command: readonly string[]): number {
  if (command.length === 0) {
    throw new KitError('name the command after --', 'npx daas with-secrets SITE -- npx cdktf deploy site-SITE');
  }
  const app = new SiteApp();
  const name = siteName(site, app.names());
  compileSites('sites', [name]);
  const record = app.blueprint(name);
  const values = record.secrets.map(({ reference }) => [
    `TF_VAR_${secretVariable(reference)}`,
    secretValue(reference, record.site.secretStore),
  ]);
  const env = { ...process.env, ...(Object.fromEntries(values) as Record<string, string>) };
  const { status, error } = spawnSync(command[0]!, command.slice(1), { stdio: 'inherit', env });
  if (error !== undefined) {
    throw new KitError(`${command[0]}: ${error.message}`);
  }
  return status ?? 1;
}
