import { spawnSync } from 'child_process';
import { SiteApp } from '../app/app';
import { siteName } from '../app/site-name';
import { KitError } from '../kit-error';
import { compileSites } from '../validate/compile';
import { secretEnvironment } from './secret-environment';

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
  const env = { ...process.env, ...secretEnvironment(record) };
  const { status, error } = spawnSync(command[0]!, command.slice(1), { stdio: 'inherit', env });
  if (error !== undefined) {
    throw new KitError(`${command[0]}: ${error.message}`);
  }
  return status ?? 1;
}
