import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { Problem } from '../../core/problem';
import { KitError } from '../kit-error';
import type { BlueprintRecord } from './blueprint-record';
import { sitesFolder } from './sites-folder';

/** What is read of a synthesised stack. */
interface Stack {
  readonly '//': { readonly blueprint: BlueprintRecord };
  readonly terraform: { readonly backend: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
}

/** Runs the compiled CDKTF app as cdktf would, in a folder of its own. */
export class SiteApp {
  /** @param sites folder of sites, relative to the clone */
  constructor(private readonly sites = sitesFolder()) {}

  /** The sites of the folder. */
  public names(): string[] {
    const folder = path.join(KIT_ROOT, this.sites);
    return fs
      .readdirSync(folder)
      .filter((n) => fs.existsSync(path.join(folder, n, 'site.ts')))
      .sort();
  }

  /** All problems of the sites; nothing is synthesised. */
  public problems(names: readonly string[]): readonly Problem[] {
    return inTemporaryFolder((folder) => {
      const report = path.join(folder, 'problems.json');
      this.run(folder, names, { DAAS_PROBLEMS: report });
      return JSON.parse(fs.readFileSync(report, 'utf8')) as Problem[];
    });
  }

  /** The blueprint record of one site. */
  public blueprint(name: string): BlueprintRecord {
    return this.stack(name)['//'].blueprint;
  }

  /** Where one site's state lies, in Terraform's words. */
  public backend(name: string): Stack['terraform']['backend'] {
    return this.stack(name).terraform.backend;
  }

  private stack(name: string): Stack {
    return inTemporaryFolder((folder) => {
      this.run(folder, [name], {});
      return JSON.parse(fs.readFileSync(path.join(folder, 'stacks', `site-${name}`, 'cdk.tf.json'), 'utf8')) as Stack;
    });
  }

  /** Writes the Terraform of one site to a folder, as `cdktf synth -o` does. */
  public synthesise(name: string, outdir: string): void {
    this.run(outdir, [name], {});
  }

  private run(outdir: string, names: readonly string[], environment: Record<string, string>): void {
    const env = { ...process.env, CDKTF_OUTDIR: outdir, DAAS_SITES: names.join(','), DAAS_SITES_DIR: this.sites, ...environment };
    const result = spawnSync(process.execPath, [path.join(KIT_ROOT, 'dist/main.js')], { cwd: KIT_ROOT, env, encoding: 'utf8' });
    if (result.status !== 0) {
      throw new KitError(result.stderr.trim() || `the app ended with ${result.status}`);
    }
  }
}

function inTemporaryFolder<T>(work: (folder: string) => T): T {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-'));
  try {
    return work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
