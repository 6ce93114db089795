import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App } from '../../../core/engine';
import { readSite, type SiteDocument } from '../../../toolkit/stack/site-document';
import type { SiteClass } from '../../kubernetes-sites';
import { synthesised, type Plain } from '../../synthesised';
import { provideCharts } from './charts';

/** Filesystem mirror of Terraform's providers: HOSTNAME/NAMESPACE/NAME/VERSION/PLATFORM. */
const MIRROR = path.join(process.env['BENCH_HOME'] ?? '/var/tmp/bench', 'mirror');
/** Value of every secret of a site. */
const MADE_UP = 'made-up-5Kq8';

/** What a run of Terraform left. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** A site as Terraform deploys it, to the cluster of KUBECONFIG, with a state of its own. */
export class Deployment {
  /** Charts that aren't the real ones. */
  public readonly playedCharts: readonly string[];

  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-kubernetes-'));
  private readonly stack: Plain;

  constructor(Site: SiteClass) {
    const charts = path.join(this.folder, 'charts');
    fs.mkdirSync(charts);
    process.env['DAAS_KUBECONFIG'] = process.env['KUBECONFIG'];
    process.env['DAAS_CHART_MIRROR'] = charts;
    this.stack = synthesised(new Site(new App()));
    this.playedCharts = provideCharts(charts, Object.values(this.stack.resource.helm_release as Record<string, Plain>));
    this.write('site.tf.json', this.stack);
    this.write('trial_override.tf.json', { terraform: { backend: { local: {} } } });
    const rc = `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = "${MIRROR}"\n  }\n}\n`;
    fs.writeFileSync(path.join(this.folder, 'terraformrc'), rc);
  }

  /** Providers, as NAME VERSION, that the mirror doesn't have. */
  public get missingProviders(): readonly string[] {
    const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
    const wanted = Object.values(this.stack.terraform.required_providers as Record<string, { source: string; version: string }>);
    return wanted
      .filter(({ source, version }) => !fs.existsSync(path.join(MIRROR, 'registry.terraform.io/hashicorp', source, version, platform)))
      .map(({ source, version }) => `${source} ${version}`);
  }

  /** The site as the kit's commands read it. */
  public get document(): SiteDocument {
    const folder = path.join(this.folder, 'synthesised');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(this.stack));
    return readSite(folder);
  }

  /** Namespaces that the site makes. */
  public get namespaces(): readonly string[] {
    return this.resources('kubernetes_namespace_v1').map(([, r]) => r.metadata.name as string);
  }

  /** Addresses of resources that hold users' data. */
  public get keptData(): readonly string[] {
    return this.kept().map(([type, name]) => `${type}.${name}`);
  }

  /** What Terraform remembers. */
  public get state(): string {
    return fs.readFileSync(path.join(this.folder, 'terraform.tfstate'), 'utf8');
  }

  /** Whether a secret's value is in a text. */
  public tells(text: string): boolean {
    return text.includes(MADE_UP);
  }

  /** Runs Terraform as typed. */
  public terraform(...args: readonly string[]): Run {
    const secrets = Object.keys((this.stack.variable ?? {}) as object).map((name) => [`TF_VAR_${name}`, MADE_UP]);
    const { status, stdout, stderr } = spawnSync('terraform', [...args, '-no-color'], {
      cwd: this.folder,
      env: {
        ...process.env,
        ...Object.fromEntries(secrets),
        TF_CLI_CONFIG_FILE: path.join(this.folder, 'terraformrc'),
        TF_IN_AUTOMATION: '1',
        TF_INPUT: '0',
      },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return { code: status, output: `${stdout}${stderr}` };
  }

  /** Destroys it with users' data, as a site is destroyed where both of its keys are turned. */
  public destroyWithData(): Run {
    this.letDataGo();
    return this.terraform('destroy', '-auto-approve');
  }

  /** Lets users' data go, as a site does where both of its keys are turned. */
  private letDataGo(): void {
    const resource: Record<string, Record<string, object>> = {};
    this.kept().forEach(([type, name]) => ((resource[type] ??= {})[name] = { lifecycle: { prevent_destroy: false } }));
    this.write('data_override.tf.json', { resource });
  }

  /** Removes the working folder. */
  public forget(): void {
    fs.rmSync(this.folder, { recursive: true });
  }

  private kept(): (readonly [string, string])[] {
    return Object.keys(this.stack.resource as object).flatMap((type) =>
      this.resources(type)
        .filter(([, r]) => r.lifecycle?.prevent_destroy === true)
        .map(([name]) => [type, name] as const),
    );
  }

  private resources(type: string): [string, Plain][] {
    return Object.entries((this.stack.resource[type] ?? {}) as Record<string, Plain>);
  }

  private write(name: string, content: object): void {
    fs.writeFileSync(path.join(this.folder, name), JSON.stringify(content));
  }
}
