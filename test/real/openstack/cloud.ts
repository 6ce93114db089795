import { spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import { parse } from 'yaml';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { OpenStackClient, type Item, type Service } from '../../../toolkit/openstack/openstack-client';

/** Entry of clouds.yaml for a project that may be filled and emptied, and an administrator's. */
const CLOUD = process.env['OS_CLOUD'];
const ADMIN = process.env['OS_ADMIN_CLOUD'] ?? 'admin';

/** Whether there is a cloud to test with. */
export const THERE_IS_A_CLOUD = CLOUD !== undefined && process.env['OS_CLIENT_CONFIG_FILE'] !== undefined;

/** What a run of a program left. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** The cloud under test: every site's entries of clouds.yaml lead to it. */
export class Cloud {
  /** Sites are deployed as trials, with the state and settings of this clone. */
  public static for(sites: readonly string[]): Cloud {
    const { clouds } = parse(fs.readFileSync(process.env['OS_CLIENT_CONFIG_FILE']!, 'utf8')) as { clouds: Record<string, object> };
    const entries = sites.flatMap((site) => [
      [site, clouds[CLOUD!]],
      [`${site}-admin`, clouds[ADMIN]],
    ]);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-cloud-'));
    const file = path.join(folder, 'clouds.yaml');
    fs.writeFileSync(file, JSON.stringify({ clouds: Object.fromEntries(entries) as object }), { mode: 0o600 });
    sites.forEach((site) => setTrial(site, true));
    process.env['OS_CLIENT_CONFIG_FILE'] = file;
    delete process.env['OS_CLOUD'];
    return new Cloud(sites[0]!, `${sites[0]}-admin`);
  }

  private constructor(
    private readonly member: string,
    private readonly administrator: string,
  ) {}

  /** What is in the project, by kind: ids. */
  public async inventory(): Promise<Readonly<Record<string, readonly string[]>>> {
    const client = await OpenStackClient.logIn(this.member);
    const lists: readonly (readonly [Service, string, string])[] = [
      ['compute', '/servers', 'servers'],
      ['compute', '/os-server-groups', 'server_groups'],
      ['network', `/ports?project_id=${client.project}`, 'ports'],
      ['network', `/networks?project_id=${client.project}`, 'networks'],
      ['network', `/subnets?project_id=${client.project}`, 'subnets'],
      ['network', `/routers?project_id=${client.project}`, 'routers'],
      ['network', `/floatingips?project_id=${client.project}`, 'floatingips'],
      ['network', `/security-groups?project_id=${client.project}`, 'security_groups'],
      ['volumev3', '/volumes', 'volumes'],
      ['image', '/images', 'images'],
      ['sharev2', '/shares', 'shares'],
      ['load-balancer', '/lbaas/loadbalancers', 'loadbalancers'],
      ['dns', '/zones', 'zones'],
      ['identity', `/users/${client.user}/application_credentials`, 'application_credentials'],
    ];
    const found: Record<string, readonly string[]> = {};
    for (const [service, url, key] of lists) {
      found[key] = (await client.list(service, url, key)).map((item) => String(item['id'])).sort();
    }
    const keys = (await client.list('compute', '/os-keypairs', 'keypairs')) as readonly { readonly keypair: Item }[];
    return { ...found, keypairs: keys.map(({ keypair }) => String(keypair['name'])).sort() };
  }

  /** The project's servers as an administrator sees them. */
  public async servers(): Promise<readonly Item[]> {
    const { project } = await OpenStackClient.logIn(this.member);
    const admin = await OpenStackClient.logIn(this.administrator);
    return await admin.list('compute', `/servers/detail?all_tenants=1&project_id=${project}`, 'servers');
  }

  /** Sets quotas of the project, and returns what they were. */
  public async setQuota(
    service: 'compute' | 'network',
    quota: Readonly<Record<string, number>>,
  ): Promise<Readonly<Record<string, number>>> {
    const { project } = await OpenStackClient.logIn(this.member);
    const admin = await OpenStackClient.logIn(this.administrator);
    const url = service === 'compute' ? `/os-quota-sets/${project}` : `/quotas/${project}`;
    const key = service === 'compute' ? 'quota_set' : 'quota';
    const before = ((await admin.get(service, url)) as Record<string, Record<string, number>>)[key]!;
    await admin.call('PUT', service, url, { [key]: quota });
    return Object.fromEntries(Object.keys(quota).map((name) => [name, before[name]!]));
  }
}

const ENVIRONMENT = {
  CI: '1',
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
  DISABLE_VERSION_CHECK: '1',
  CDKTF_SKIP_PROVIDER_LOCK: 'true',
};

/** Makes the site a trial in this clone, whose data may or may not be removed. */
export function setTrial(site: string, removeData: boolean): void {
  const settings = path.join(KIT_ROOT, '.daas', `site-${site}`, 'settings.json');
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  fs.writeFileSync(settings, JSON.stringify({ trial: true, removeData }));
}

/** Runs a program of the clone as an operator does. */
export function run(program: string, ...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: KIT_ROOT,
    env: { ...process.env, ...ENVIRONMENT },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: status, output: `${stdout}${stderr}` };
}

/** cdktf on one site. */
export function cdktf(verb: 'deploy' | 'destroy', site: string): Run {
  return run('node_modules/.bin/cdktf', verb, `site-${site}`, '--auto-approve');
}

/** Terraform in the folder that cdktf deploys the site from. */
export function terraform(site: string, ...args: readonly string[]): Run {
  return run('terraform', `-chdir=cdktf.out/stacks/site-${site}`, ...args);
}

/** An apply that ends by SIGKILL, with all of its processes, after some time. */
export async function killedApply(site: string, milliseconds: number): Promise<void> {
  const args = [`-chdir=cdktf.out/stacks/site-${site}`, 'apply', '-auto-approve', '-input=false', '-no-color'];
  const child = spawn('terraform', args, { cwd: KIT_ROOT, env: { ...process.env, ...ENVIRONMENT }, detached: true, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  if (child.exitCode === null) {
    process.kill(-child.pid!, 'SIGKILL');
  }
  await ended;
}
