import * as path from 'path';
import { run, runBeside, type Run } from './cloud';
import { playCharts } from './played-charts';

/** A site with parts on a cluster, deployed from this clone with its secrets: a trial, with a store of secrets and charts of its own. */
export class WholeDeployment {
  /** @param folder keeps what the trial needs; its owner removes it */
  constructor(
    private readonly site: string,
    private readonly folder: string,
  ) {}

  /** Sets what a trial sets, makes the secrets that a site makes, and plays the charts that can't be had. */
  public prepare(): Run {
    Object.assign(process.env, {
      DAAS_SITES: this.site,
      DAAS_KUBECONFIG: process.env['KUBECONFIG'],
      DAAS_CHART_MIRROR: path.join(this.folder, 'charts'),
      DAAS_SECRETS_FILE: path.join(this.folder, 'secrets.env'),
      UMBRELLA_SECRET: 'the federation is not asked here',
    });
    const made = run('cli/daas', 'secrets', this.site, '--init');
    if (made.code === 0) {
      playCharts(this.site, path.join(this.folder, 'charts'));
    }
    return made;
  }

  /** Terraform's plan; its code is 0 where nothing is left to change. */
  public plan(): Run {
    const folder = `-chdir=cdktf.out/stacks/site-${this.site}`;
    return this.withSecrets(run, 'terraform', folder, 'plan', '-detailed-exitcode', '-no-color');
  }

  /** Destroys it, while this process goes on. */
  public async destroy(): Promise<Run> {
    return this.withSecrets(runBeside, 'node_modules/.bin/cdktf', 'destroy', `site-${this.site}`, '--auto-approve');
  }

  private withSecrets<T>(runs: (program: string, ...args: readonly string[]) => T, ...command: readonly string[]): T {
    return runs('cli/daas', 'with-secrets', this.site, '--', ...command);
  }
}
