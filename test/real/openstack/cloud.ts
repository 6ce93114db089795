import { spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import { parse } from 'yaml';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { errorsOf } from '../../../toolkit/deploy/explain';
import { readQuotas, type Quota } from '../../../toolkit/deploy/quota-usage';
import { OpenStackClient, type Item, type Service } from '../../../toolkit/openstack/openstack-client';

/** Entry of clouds.yaml for a project that may be filled and emptied, and an administrator's. */
const CLOUD = process.env['OS_CLOUD'];
const ADMIN = process.env['OS_ADMIN_CLOUD'] ?? 'admin';
const CLOUDS_FILE = process.env['OS_CLIENT_CONFIG_FILE'];

/** Whether there is a cloud to test with. */
export const THERE_IS_A_CLOUD = CLOUD !== undefined && CLOUDS_FILE !== undefined;

/** Ends with 3 where no back end of the cloud's shares has the protocol. */
const ASK_FOR_PROTOCOL = `
  const { OpenStackClient } = require('./dist/toolkit/openstack/openstack-client');
  const [cloud, protocol] = process.argv.slice(1);
  OpenStackClient.logIn(cloud)
    .then((client) => client.list('sharev2', '/scheduler-stats/pools/detail', 'pools'))
    .then((pools) => {
      const has = pools.some((pool) => [pool.capabilities.storage_protocol].flat().join().toUpperCase().includes(protocol));
      process.exitCode = has ? 0 : 3;
    });
`;

/**
 * Whether the cloud can make shares of a protocol, as its administrator sees the back ends. Asked by another process, because
 * what is skipped has to be known before the first test.
 */
export function hasShareProtocol(protocol: 'CEPHFS' | 'NFS'): boolean {
  const compiled = run('bash', 'scripts/compile', 'tsconfig.kit.json');
  const { code, output } = compiled.code === 0 ? run(process.execPath, '-e', ASK_FOR_PROTOCOL, ADMIN, protocol) : compiled;
  if (code !== 0 && code !== 3) {
    throw new Error(output);
  }
  return code === 0;
}

/** What a run of a program left. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  /** Standard output, and after it what went to standard error. */
  readonly output: string;
}

/** What a test shows of a run that should have gone well: nothing, or Terraform's errors and how it ended. */
export function ending({ code, output }: Pick<Run, 'code' | 'output'>): object {
  return code === 0 ? { code } : { code, errors: errorsOf(output), output: output.slice(-3000) };
}

interface Entry {
  readonly auth: Readonly<Record<string, string>>;
}
interface Clouds {
  readonly clouds: Readonly<Record<string, Entry>>;
}

/** Where the cloud under test has its identity service. */
export function authUrl(): string {
  return (parse(fs.readFileSync(CLOUDS_FILE!, 'utf8')) as Clouds).clouds[CLOUD!]!.auth['auth_url']!;
}

/** The cloud under test: every site's entries of clouds.yaml lead to it. */
export class Cloud {
  /** Sites are deployed as trials, with the state and settings of this clone. */
  public static for(sites: readonly string[], authUrl?: string): Cloud {
    const { clouds } = parse(fs.readFileSync(CLOUDS_FILE!, 'utf8')) as Clouds;
    const entry = (name: string): Entry => {
      const { auth, ...rest } = clouds[name]!;
      return { ...rest, auth: { ...auth, ...(authUrl !== undefined && { auth_url: authUrl }) } };
    };
    const entries = sites.flatMap((site) => [
      [site, entry(CLOUD!)],
      [`${site}-admin`, entry(ADMIN)],
    ]);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-cloud-'));
    const file = path.join(folder, 'clouds.yaml');
    fs.writeFileSync(file, JSON.stringify({ clouds: Object.fromEntries(entries) as object }), { mode: 0o600 });
    leftovers.push(() => fs.rmSync(folder, { recursive: true }));
    sites.forEach((site) => restoreLater(settingsOf(site)));
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
    return admin.list('compute', `/servers/detail?all_tenants=1&project_id=${project}`, 'servers');
  }

  /** The project's quotas, as a member reads them. */
  public async quotas(): Promise<readonly Quota[]> {
    return readQuotas(await OpenStackClient.logIn(this.member));
  }

  /** Sets quotas of the project, by the names that the kit has for them. */
  public async setQuotas(quotas: Readonly<Record<string, number>>): Promise<void> {
    const { project } = await OpenStackClient.logIn(this.member);
    const admin = await OpenStackClient.logIn(this.administrator);
    for (const [name, limit] of Object.entries(quotas)) {
      const [service, path, wrapper, key] = QUOTAS[name] ?? (['network', '/quotas', 'quota', name] as const);
      await admin.call('PUT', service, `${path}/${project}`, { [wrapper]: { [key]: limit } });
    }
  }
}

/** Where a quota is set: service, path, what it is wrapped in, and its name there. All others are Neutron's. */
const QUOTAS: Readonly<Record<string, readonly [Service, string, string, string]>> = {
  instances: ['compute', '/os-quota-sets', 'quota_set', 'instances'],
  cores: ['compute', '/os-quota-sets', 'quota_set', 'cores'],
  ram: ['compute', '/os-quota-sets', 'quota_set', 'ram'],
  server_groups: ['compute', '/os-quota-sets', 'quota_set', 'server_groups'],
  volumes: ['volumev3', '/os-quota-sets', 'quota_set', 'volumes'],
  gigabytes: ['volumev3', '/os-quota-sets', 'quota_set', 'gigabytes'],
  shares: ['sharev2', '/quota-sets', 'quota_set', 'shares'],
  'share gigabytes': ['sharev2', '/quota-sets', 'quota_set', 'gigabytes'],
  loadbalancers: ['load-balancer', '/lbaas/quotas', 'quota', 'load_balancer'],
};

const ENVIRONMENT = {
  CI: '1',
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
  DISABLE_VERSION_CHECK: '1',
  CDKTF_SKIP_PROVIDER_LOCK: 'true',
};

function settingsOf(site: string): string {
  return path.join(KIT_ROOT, '.daas', `site-${site}`, 'settings.json');
}

/** Neither credentials nor the settings of a trial stay behind. */
const leftovers: (() => void)[] = [];
afterAll(() =>
  leftovers
    .splice(0)
    .reverse()
    .forEach((tidy) => tidy()),
);

function restoreLater(file: string): void {
  const before = fs.existsSync(file) ? fs.readFileSync(file) : undefined;
  leftovers.push(() => (before === undefined ? fs.rmSync(file, { force: true }) : fs.writeFileSync(file, before)));
}

/** Makes the site a trial in this clone, whose data may or may not be removed. */
export function setTrial(site: string, removeData: boolean): void {
  const settings = settingsOf(site);
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
  return { code: status, stdout, output: `${stdout}${stderr}` };
}

/** The same while this process goes on. */
export async function runBeside(program: string, ...args: readonly string[]): Promise<Run> {
  const child = spawn(program, args, { cwd: KIT_ROOT, env: { ...process.env, ...ENVIRONMENT }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout: out.join(''), output: [...out, ...err].join('') };
}

/** cdktf on one site. */
export function cdktf(verb: 'deploy' | 'destroy', site: string): Run {
  return run('node_modules/.bin/cdktf', verb, `site-${site}`, '--auto-approve');
}

/** The same while this process goes on. */
export async function cdktfBeside(verb: 'deploy' | 'destroy', site: string): Promise<Run> {
  return runBeside('node_modules/.bin/cdktf', verb, `site-${site}`, '--auto-approve');
}

/** Sites of a test instead of the facilities': compiled, and used by what is run from now on. */
export function useSites(folder: string): void {
  const { code, output } = run('cli/daas', 'validate', '--sites', folder);
  if (code !== 0) {
    throw new Error(output);
  }
  process.env['DAAS_SITES_DIR'] = folder;
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
