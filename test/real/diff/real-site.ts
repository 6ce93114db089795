import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { Plan } from '../../../toolkit/diff/plan/terraform';
import { isObject, type Json, type JsonObject } from '../../../toolkit/json';
import type { Plain } from '../../synthesised';
import { provideCharts } from '../kubernetes/charts';

/** Types that are planned for real here: a cloud's, and those that Terraform has built in. */
export const REAL_TYPES = ['openstack_', 'terraform_data'];
const isReal = (type: string): boolean => REAL_TYPES.some((t) => type.startsWith(t));

/**
 * Copies a stack for a trial beside others: without the cluster, plays, protection and the facility's state; what is
 * unique in a whole cloud (flavours, zones) gets names of its own.
 */
export function trial(stack: string, target: string, site: string): void {
  const text = fs.readFileSync(path.join(stack, 'cdk.tf.json'), 'utf8');
  const named = text.replaceAll(`daas.${site}.example`, `corpus.${site}.example`).replace(/"((esrf|xfel)\.gpu[\w.]*)"/g, '"corpus.$1"');
  const { resource, data, terraform, provider, moved, '//': notes } = JSON.parse(named) as Record<string, JsonObject>;
  const only = (blocks: JsonObject | undefined): JsonObject =>
    Object.fromEntries(Object.entries(blocks ?? {}).filter(([type]) => isReal(type)));
  const providers = Object.entries((terraform?.['required_providers'] ?? {}) as JsonObject).filter(([name]) => name === 'openstack');
  const cloud = provider?.['openstack'];
  const document = {
    '//': notes,
    terraform: { required_providers: Object.fromEntries(providers) },
    ...(cloud !== undefined && { provider: { openstack: cloud } }),
    ...(data !== undefined && { data: only(data) }),
    ...(moved !== undefined && { moved }),
    resource: mapped(only(resource), (made) => mapped(made as JsonObject, free)),
  };
  fs.mkdirSync(target, { recursive: true });
  fs.writeFileSync(path.join(target, 'cdk.tf.json'), JSON.stringify(document));
}

function free(config: Json): Json {
  const { provisioner: _plays, lifecycle, ...others } = config as JsonObject;
  if (!isObject(lifecycle)) {
    return others;
  }
  const { prevent_destroy: _protected, ...kept } = lifecycle;
  return { ...others, lifecycle: kept };
}

/**
 * Copies a stack of a cluster's site for a trial on the cluster of KUBECONFIG: charts are files, as an air-gapped site has them;
 * data aren't protected, and the state lies beside it.
 */
export function clusterTrial(stack: string, target: string): void {
  const document = JSON.parse(fs.readFileSync(path.join(stack, 'cdk.tf.json'), 'utf8')) as Record<string, JsonObject>;
  const releases = Object.values((document['resource']!['helm_release'] ?? {}) as Record<string, Plain>);
  const charts = path.join(target, '../charts');
  fs.mkdirSync(charts, { recursive: true });
  releases.forEach((release) => {
    release.chart = path.join(charts, `${release.chart}-${release.version}.tgz`);
    delete release.repository;
  });
  provideCharts(charts, releases);
  const there = { config_path: process.env['KUBECONFIG']! };
  const providers = document['provider'] as unknown as Record<string, { alias?: string }[]>;
  const provider = {
    ...providers,
    kubernetes: providers['kubernetes']!.map(({ alias }) => ({ ...(alias !== undefined && { alias }), ...there })),
    helm: providers['helm']!.map(({ alias }) => ({ ...(alias !== undefined && { alias }), kubernetes: there })),
  };
  const resource = mapped(document['resource']!, (made) => mapped(made as JsonObject, free));
  const terraform = { required_providers: document['terraform']!['required_providers'] };
  fs.mkdirSync(target, { recursive: true });
  fs.writeFileSync(path.join(target, 'cdk.tf.json'), JSON.stringify({ ...document, terraform, provider, resource }));
}

function mapped(values: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

/** A trial that is applied: heads are planned against what is really there. */
export class RealSite {
  constructor(private readonly folder: string) {
    fs.mkdirSync(folder, { recursive: true });
  }

  /** Makes everything of the stack. */
  public apply(stack: string): void {
    this.put(stack);
    this.terraform('init', '-input=false');
    this.terraform('apply', '-auto-approve', '-input=false');
  }

  /** Action by address, as the providers plan it now. */
  public plan(stack: string): Readonly<Record<string, string>> {
    this.put(stack);
    this.terraform('init', '-input=false');
    this.terraform('plan', '-input=false', '-out=plan');
    const plan = JSON.parse(this.terraform('show', '-json', 'plan')) as Plan;
    const changes = (plan.resource_changes ?? []).filter((r) => r.mode === 'managed' && r.change.actions.join() !== 'no-op');
    return Object.fromEntries(
      changes.map((r) => [`${r.type}.${r.name}`, r.change.actions.length > 1 ? 'replace' : r.change.actions[0]!] as const),
    );
  }

  /** Removes everything again. */
  public destroy(stack: string): void {
    this.put(stack);
    this.terraform('destroy', '-auto-approve', '-input=false');
  }

  private put(stack: string): void {
    fs.copyFileSync(path.join(stack, 'cdk.tf.json'), path.join(this.folder, 'main.tf.json'));
  }

  private terraform(...args: readonly string[]): string {
    const { variable } = JSON.parse(fs.readFileSync(path.join(this.folder, 'main.tf.json'), 'utf8')) as Record<string, JsonObject>;
    const secrets = Object.fromEntries(Object.keys(variable ?? {}).map((name) => [`TF_VAR_${name}`, 'made-up']));
    const env = { ...process.env, ...secrets, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
    const [verb, ...rest] = args;
    const { status, stdout, stderr } = spawnSync('terraform', [verb!, ...(verb === 'show' ? [] : ['-no-color']), ...rest], {
      cwd: this.folder,
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 29,
    });
    expect({ verb, status, stderr: status === 0 ? '' : stderr.slice(-3000) }).toEqual({ verb, status: 0, stderr: '' });
    return stdout;
  }
}
