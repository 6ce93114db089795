import { spawnSync } from 'child_process';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { SiteApp } from '../app/app';
import { isObject, textOf, type Json } from '../json';
import { KitError } from '../kit-error';
import { terraformProgram } from '../program/terraform-program';
import { readSite, type SiteDocument } from './site-document';

/** A resource of the site as it is written. */
export interface WrittenResource {
  /** `openstack_compute_instance_v2`. */
  readonly type: string;
  /** `openstack_compute_instance_v2.Workers_workers-1_Server_1A2B`. */
  readonly address: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A resource that Terraform's state knows. */
export interface KnownResource {
  readonly type: string;
  readonly address: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface StateJson {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** The folder that cdktf deploys a site from, for what plain Terraform does better: read the state, import. */
export class StackFolder {
  /** Synthesises the site as it is written now. */
  public static of(site: string): StackFolder {
    const out = path.join(KIT_ROOT, 'cdktf.out');
    new SiteApp().synthesise(site, out);
    return new StackFolder(path.join(out, 'stacks', `site-${site}`));
  }

  private initialised = false;
  private read: SiteDocument | undefined;

  private constructor(private readonly folder: string) {}

  /** Entries of clouds.yaml that the site uses, the project's first; none for a site without a cloud. */
  public get clouds(): readonly { readonly cloud: string; readonly admin: boolean }[] {
    const providers = this.document.rest['provider'];
    const blocks = isObject(providers) ? providers['openstack'] : undefined;
    return (Array.isArray(blocks) ? (blocks as readonly Json[]) : [])
      .filter(isObject)
      .map((p) => ({ cloud: textOf(p['cloud']), admin: p['alias'] !== undefined }));
  }

  /** What the site is to have. */
  public get written(): readonly WrittenResource[] {
    return [...this.document.resources.values()].map(({ type, address, config }) => ({ type, address, attributes: config }));
  }

  /** What the state knows; nothing before the first deployment. */
  public known(): readonly KnownResource[] {
    this.init();
    const text = this.run({}, 'state', 'pull');
    const state = (text.trim() === '' ? {} : JSON.parse(text)) as StateJson;
    return (state.resources ?? [])
      .filter((r) => r.mode === 'managed')
      .flatMap((r) => r.instances.map((i) => ({ type: r.type, address: `${r.type}.${r.name}`, attributes: i.attributes ?? {} })));
  }

  /** Names of the variables that bring secrets: `site_BROKER_ADMIN_PASSWORD`. */
  public get variables(): readonly string[] {
    const variables = this.document.rest['variable'];
    return isObject(variables) ? Object.keys(variables) : [];
  }

  /** Makes the state know a resource that is there. */
  public import(address: string, id: string): void {
    this.init();
    // Terraform wants a value for each variable, and an import writes none.
    const variables = Object.fromEntries(this.variables.map((name) => [`TF_VAR_${name}`, 'not looked up']));
    this.run(variables, 'import', '-input=false', '-no-color', address, id);
  }

  /** The site as it was synthesised. */
  public get document(): SiteDocument {
    this.read ??= readSite(this.folder);
    return this.read;
  }

  private init(): void {
    if (!this.initialised) {
      this.initialised = true;
      this.run({}, 'init', '-input=false', '-no-color');
    }
  }

  private run(environment: Readonly<Record<string, string>>, ...args: readonly string[]): string {
    const program = terraformProgram();
    const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', ...environment };
    const result = spawnSync(program, args, { cwd: this.folder, env, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (result.status !== 0) {
      throw new KitError(`${program} ${args[0]} failed`, (result.stderr ?? String(result.error)).trim());
    }
    return result.stdout;
  }
}
