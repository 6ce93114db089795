import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Account, Auth, Federation, IdentityMap, Mount, Portal, Secret } from '../../constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { Place } from '../../core/place';
import { renderAccounts } from '../../platforms/hosts/accounts';
import { renderFirewall } from '../../platforms/hosts/firewall';
import { HostsPlatform } from '../../platforms/hosts/hosts-platform';
import { Inventory } from '../../platforms/hosts/inventory';
import type { SshOptions } from '../../platforms/hosts/ssh-options';
import { FakeSite, problemsOf } from '../fake-platform';
import { synthesised } from '../synthesised';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-inventory-'));
afterAll(() => fs.rmSync(scratch, { recursive: true }));

const GROUPS = {
  hub: { hosts: { front: { ansible_host: '10.0.0.11' } } },
  compute: { hosts: { node1: { ansible_host: '192.0.2.1', daas_address: '10.0.0.21' }, node2: null } },
};

function inventory(children: object): string {
  const file = path.join(fs.mkdtempSync(path.join(scratch, 'i')), 'hosts.yml');
  // JSON is YAML too.
  fs.writeFileSync(file, JSON.stringify({ all: { children } }));
  return file;
}

function plays(options: Partial<SshOptions> = {}) {
  const site = new FakeSite((scope) => {
    const platform = HostsPlatform.ssh(scope, 'Hosts', { inventory: inventory(GROUPS), ...options });
    const auth = authOn(scope, platform);
    platform.bindMount(Mount.nfs({ role: 'home', server: 'nfs.fake.example', path: '/home' }).spec);
    new Portal(scope, 'Portal', { platform, auth, kind: Portal.landingPage({ hubs: [], access: ['Ask.'] }) });
  });
  const all = Object.values(synthesised(site).resource.terraform_data as Record<string, Play>);
  const input = (name: string) => all.find((r) => r.input?.name === name)?.input;
  const settings = (role: string) =>
    all.find((r) => r.provisioner[0]?.['local-exec'].environment?.['DAAS_ROLE'] === role && r.triggers_replace)?.triggers_replace;
  const waitsFor = (name: string) => (all.find((r) => r.input?.name === name)?.depends_on ?? []).join(' ');
  return { site, input, settings, waitsFor };
}

function authOn(site: FakeSite, platform: HostsPlatform): Auth {
  return new Auth(site, 'Auth', {
    platform,
    federations: [Federation.umbrella({ issuer: 'https://umbrella.example', clientId: 'fake', secret: Secret.env('UMBRELLA_SECRET') })],
    title: 'Fake',
    contact: 'help@fake.example',
    identities: IdentityMap.fromClaims({ user: 'preferred_username', uid: 'uidNumber', gid: 'gidNumber' }),
    accounts: [MARIE],
  });
}

interface Play {
  readonly input?: { readonly name: string; readonly target: Record<string, string> };
  readonly triggers_replace?: { readonly settings: Record<string, unknown> };
  readonly depends_on?: readonly string[];
  readonly provisioner: readonly { readonly 'local-exec': { readonly environment?: Record<string, string> } }[];
}

const MARIE = Account.linked({
  username: 'marie',
  firstName: 'Marie',
  lastName: 'Dupont',
  email: 'marie@fake.example',
  uid: 21001,
  gid: 21002,
  federation: 'umbrella',
  subject: '0a1b@umbrella.example',
});

describe('hosts by SSH', () => {
  test('run services on the hub’s host as the kit’s account, and what needs root as root', () => {
    const { site, input } = plays();
    expect(site.problems).toEqual([]);
    expect(input('keycloak')?.target).toMatchObject({ kind: 'ssh', manager: 'systemd', account: 'daas', hosts: 'hub', runAs: 'account' });
    expect(input('hosts-reverse-proxy')?.target).toMatchObject({ hosts: 'hub', runAs: 'root' });
    expect(input('hosts-base')?.target).toMatchObject({ hosts: 'hub:login:controller:compute', runAs: 'root' });
  });

  test('answer by https at names below the site’s domain, which the certificate has', () => {
    const { settings } = plays();
    expect(settings('keycloak')?.settings).toMatchObject({ bind: '127.0.0.1', publicUrl: 'https://login.fake.example' });
    expect(settings('reverse_proxy')?.settings).toEqual({
      certificate: { kind: 'internal' },
      names: ['fake.example', 'login.fake.example'],
    });
  });

  test('publish log-ins and not the broker’s administration, which is reached at the host itself', () => {
    expect(plays().settings('keycloak')?.settings).toMatchObject({
      publicPaths: ['/realms/', '/resources/', '/.well-known/'],
      consoleUrl: 'http://localhost:8080',
    });
  });

  test('make the accounts only when the site says so', () => {
    expect(plays().input('accounts-daas')).toBeUndefined();
    expect(plays({ accounts: 'created' }).settings('accounts')?.settings).toEqual({
      accounts: [{ name: 'marie', uid: 21001, gid: 21002, home: '/home/marie' }],
    });
  });

  test('install the packages of all services first, because plays beside one another would wait for the package manager', () => {
    expect(plays().settings('base')?.settings).toEqual({ packages: ['java', 'nftables', 'openssl', 'reverse_proxy'] });
  });

  test('mount the file system of homes before they make a home, which would be hidden by it', () => {
    expect(plays({ accounts: 'created' }).waitsFor('accounts-daas')).toMatch(/Hosts_Mount-home_Settings/);
  });

  test('have no firewall rules when something else runs on the hub’s host', () => {
    expect(plays({ firewall: false }).input('hosts-firewall')).toBeUndefined();
    expect(plays().settings('firewall')?.settings).toEqual({
      openings: [
        { group: 'compute', port: 8081, protocol: 'tcp', why: 'notebooks report to the hub' },
        { group: null, port: 443, protocol: 'tcp', why: 'all services of the site, in browsers' },
        { group: null, port: 80, protocol: 'tcp', why: 'sends browsers to port 443; certificates by ACME' },
      ],
    });
  });
});

test('the firewall opens what ends at the hub, for groups and users only', () => {
  const flow = { port: 22, protocol: 'tcp', why: 'x' } as const;
  const flows = [
    { ...flow, from: 'login', to: 'hub' },
    { ...flow, from: 'visa', to: 'hub' },
    { ...flow, from: 'users', to: 'controller' },
  ];
  expect(renderFirewall(flows).openings).toEqual([{ port: 22, protocol: 'tcp', group: 'login', why: 'x' }]);
  const several = { ...flows[0]!, port: { from: 28000, to: 28999 } };
  expect(renderFirewall([several]).openings[0]!.port).toBe('28000-28999');
});

test('the port matrix has the ports that notebooks take on nodes', () => {
  const { site } = plays({ notebookPorts: { from: 20000, to: 20099 } });
  expect(site.problems).toEqual([]);
  expect(Blueprint.of(site).flows).toContainEqual(
    expect.objectContaining({ from: 'hub', to: 'compute', port: { from: 20000, to: 20099 }, protocol: 'tcp' }),
  );
});

test('fails with a group whose name would mean more in a rule for sudo', () => {
  const found = problemsOf((site) => void HostsPlatform.ssh(site, 'Hosts', { inventory: inventory(GROUPS), userGroup: 'users) ALL' }));
  expect(found).toContainEqual(expect.objectContaining({ code: 'HostsUserGroup', prop: 'userGroup' }));
});

test.each([
  { from: 80, to: 90 },
  { from: 2000, to: 1999 },
  { from: 60000, to: 70000 },
])('fails with ports that notebooks can’t have: %p', (notebookPorts) => {
  const found = problemsOf((site) => void HostsPlatform.ssh(site, 'Hosts', { inventory: inventory(GROUPS), notebookPorts }));
  expect(found).toContainEqual(expect.objectContaining({ code: 'HostsNotebookPorts', prop: 'notebookPorts' }));
});

test('an inventory may have what Ansible reads: secrets of its vault, and what groups have in common', () => {
  const file = written(
    'vault.yml',
    `all:
  vars: {password: !vault "$ANSIBLE_VAULT;1.1;AES256", motd: !unsafe "100 %"}
  children:
    hub: {hosts: {front: &front {ansible_host: 10.0.0.11}}}
    compute: {hosts: {node1: {<<: *front, daas_address: 10.0.0.21}}}
    login: {hosts: {gate: {<<: *front}}}
`,
  );
  let read = Inventory.empty();
  const found = problemsOf((site) => {
    const place = Place.here();
    read = Inventory.read(new Check(site, 'Hosts', place), 'inventory', file, place);
  });
  expect(found).toEqual([]);
  expect((['hub', 'compute', 'login'] as const).map((group) => read.hosts(group)[0])).toEqual([
    { name: 'front', address: '10.0.0.11' },
    { name: 'node1', address: '10.0.0.21' },
    { name: 'gate', address: '10.0.0.11' },
  ]);
});

test('people without numbers get no account on hosts', () => {
  const { spec: identities } = IdentityMap.fromClaims({ user: 'u', uid: 'uidNumber', gid: 'gidNumber' });
  expect(renderAccounts({ identities, accounts: [MARIE.spec, { ...MARIE.spec, attributes: {} }] })).toHaveLength(1);
});

test.each<[string, () => string, string]>([
  ['HostsInventoryUnreadable', () => 'sites/none/hosts.yml', 'is not a file'],
  [
    'HostsInventoryUnreadable',
    () => written('broken.yml', 'hub:\n  hosts:\n    a: 1\n   b: 2\n'),
    'is not YAML: bad indentation of a mapping entry, line 4',
  ],
  ['HostsInventoryUnreadable', () => written('empty.yml', ''), 'is not YAML: expected a document, but the input is empty'],
  ['HostsInventoryUnreadable', () => written('hosts.ini', '[hub]\nfront\n'), 'not'],
  ['HostsInventoryGroupEmpty', () => inventory({ compute: GROUPS.compute }), "no host in the group 'hub'"],
  ['HostsInventoryHubs', () => inventory({ hub: { hosts: { one: null, two: null } } }), 'more than one host'],
  ['HostsInventoryHostName', () => inventory({ ...GROUPS, login: { hosts: { hub: null } } }), "called 'hub'"],
])('fails with %s at the site’s line', (code, file, words) => {
  const found = problemsOf((site) => {
    const platform = HostsPlatform.ssh(site, 'Hosts', { inventory: file() });
    new Portal(site, 'Portal', { platform, auth: authOn(site, platform), kind: Portal.landingPage({ hubs: [], access: ['Ask.'] }) });
  });
  expect(found).toContainEqual(expect.objectContaining({ code, prop: 'inventory', message: expect.stringContaining(words) }));
});

test('fails once for an inventory that can’t be read: its groups aren’t missed too', () => {
  const found = problemsOf((site) => void HostsPlatform.ssh(site, 'Hosts', { inventory: written('torn.yml', 'all: [1') }));
  expect(found.map(({ code }) => code)).toEqual(['HostsInventoryUnreadable']);
});

function written(name: string, text: string): string {
  const file = path.join(scratch, name);
  fs.writeFileSync(file, text);
  return file;
}
