import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { spawnSync } from 'child_process';
import { parse } from 'yaml';
import { render } from '../../../toolkit/diff/diff';
import type { JsonObject } from '../../../toolkit/json';
import { offlinePlanner } from '../../../toolkit/diff/plan/planner';
import { LONGEST_COMMENT, renderMarkdown } from '../../../toolkit/diff/render/markdown';
import { MARKER } from '../../../toolkit/diff/render/words';
import { compareSites, type Report } from '../../../toolkit/diff/report';
import { terraformProgram } from '../../../toolkit/program/terraform-program';
import { readSites } from '../../../toolkit/stack/site-document';
import { violations } from '../../../toolkit/diff/waiver';
import { reportOf, writeStacks, type Resources } from './stacks';

const SITE: Resources = {
  openstack_images_image_v2: { image: { name: 'worker', disk_format: 'qcow2', container_format: 'bare' } },
  openstack_compute_instance_v2: {
    worker: { count: 3, name: 'w', flavor_name: 'm1', image_id: '${openstack_images_image_v2.image.id}', user_data: 'a' },
  },
  openstack_blockstorage_volume_v3: { data: { name: 'data', size: 10, lifecycle: { prevent_destroy: true } } },
  openstack_sharedfilesystem_share_v2: { share: { name: 'share', share_proto: 'NFS', size: 10, lifecycle: { prevent_destroy: true } } },
  openstack_sharedfilesystem_share_access_v2: { rule: { share_id: 's', access_type: 'cephx', access_to: 'daas', access_level: 'ro' } },
  openstack_networking_subnet_v2: { subnet: { cidr: '10.0.0.0/24', network_id: 'n' } },
  openstack_networking_port_v2: { port: { network_id: 'n', fixed_ip: [{ subnet_id: '${openstack_networking_subnet_v2.subnet.id}' }] } },
  kubernetes_persistent_volume_claim_v1: {
    home: { metadata: { name: 'home', namespace: 'hub' }, spec: { access_modes: ['ReadWriteMany'] } },
  },
  kubernetes_deployment_v1: {
    api: { metadata: { name: 'api' }, spec: { replicas: 1, template: { spec: { container: [{ name: 'api', image: 'a:1' }] } } } },
  },
  helm_release: {
    hub: { name: 'hub', chart: 'jupyterhub', version: '4.3.0', namespace: 'hub', values: ['{"singleuser":{"memory":1},"proxy":{}}'] },
  },
  terraform_data: {
    mount: { input: { role: 'mount', removal: { removeData: false } } },
    disposable: { input: { role: 'mount', removal: { removeData: true } } },
    settings: {
      triggers_replace: { settings: { cores: 2 } },
      provisioner: [{ 'local-exec': { command: 'true', environment: { DAAS_ROLE: 'hub' } } }],
    },
  },
};

function changed(type: string, name: string, change: JsonObject | undefined): Resources {
  const { [name]: old, ...others } = SITE[type]!;
  return { ...SITE, [type]: change === undefined ? others : { ...others, [name]: { ...old, ...change } } };
}

test.each([
  ['flavor', 'openstack_compute_instance_v2', 'worker', { flavor_name: 'm2' }, 'interrupts-users', 'update'],
  ['user data', 'openstack_compute_instance_v2', 'worker', { user_data: 'b' }, 'destroys-data', 'replace'],
  ['other image', 'openstack_compute_instance_v2', 'worker', { image_id: 'x' }, 'destroys-data', 'update'],
  ['name of a machine', 'openstack_compute_instance_v2', 'worker', { name: 'v' }, 'reconfigures', 'update'],
  ['fewer machines', 'openstack_compute_instance_v2', 'worker', { count: 2 }, 'destroys-data', 'delete'],
  ['more machines', 'openstack_compute_instance_v2', 'worker', { count: 4 }, 'adds', 'create'],
  ['growing volume', 'openstack_blockstorage_volume_v3', 'data', { size: 20 }, 'reconfigures', 'update'],
  ['volume in another zone', 'openstack_blockstorage_volume_v3', 'data', { availability_zone: 'b' }, 'destroys-data', 'replace'],
  ['volume gone', 'openstack_blockstorage_volume_v3', 'data', undefined, 'destroys-data', 'delete'],
  ['growing share', 'openstack_sharedfilesystem_share_v2', 'share', { size: 20 }, 'reconfigures', 'update'],
  ['NFS share as CephFS', 'openstack_sharedfilesystem_share_v2', 'share', { share_proto: 'CEPHFS' }, 'destroys-data', 'replace'],
  ['other cephx user', 'openstack_sharedfilesystem_share_access_v2', 'rule', { access_to: 'new' }, 'interrupts-users', 'replace'],
  ['CIDR', 'openstack_networking_subnet_v2', 'subnet', { cidr: '10.1.0.0/24' }, 'interrupts-users', 'replace'],
  [
    'claim in another namespace',
    'kubernetes_persistent_volume_claim_v1',
    'home',
    { metadata: { name: 'home', namespace: 'b' } },
    'destroys-data',
    'replace',
  ],
  [
    'replicas',
    'kubernetes_deployment_v1',
    'api',
    { spec: { ...(SITE['kubernetes_deployment_v1']!['api']!['spec'] as JsonObject), replicas: 2 } },
    'reconfigures',
    'update',
  ],
  ['chart version', 'helm_release', 'hub', { version: '4.4.0' }, 'interrupts-users', 'update'],
  ['chart namespace', 'helm_release', 'hub', { namespace: 'b' }, 'interrupts-users', 'replace'],
  ['mount that keeps data', 'terraform_data', 'mount', undefined, 'interrupts-users', 'delete'],
  ['mount that gives data away', 'terraform_data', 'disposable', undefined, 'destroys-data', 'delete'],
  ['settings of a role', 'terraform_data', 'settings', { triggers_replace: { settings: { cores: 3 } } }, 'interrupts-users', 'replace'],
] as const)('%s', (_title, type, name, change, risk, action) => {
  const [site] = reportOf({ a: SITE }, { a: changed(type, name, change) }).sites;
  expect(site!.risk).toBe(risk);
  expect(site!.changes.find((c) => c.resource.address === `${type}.${name}`)).toMatchObject({ action });
});

test('an image of another format rebuilds the machines made from it, and that is called a loss of their disks', () => {
  const [site] = reportOf({ a: SITE }, { a: changed('openstack_images_image_v2', 'image', { disk_format: 'raw' }) }).sites;
  const machine = site!.changes.find((c) => c.resource.type === 'openstack_compute_instance_v2')!;
  expect(machine).toMatchObject({ action: 'update', shown: 'replace', instances: 3, follows: ['openstack_images_image_v2.image'] });
  expect(machine.sentence).toContain('root disk is erased');
});

test('a machine that the identity of its port triggers stays when the port gets another address, and goes with the port', () => {
  const site = (port: JsonObject): Resources => ({
    openstack_networking_port_v2: { port },
    openstack_compute_instance_v2: {
      machine: { name: 'm', flavor_name: 'm1', lifecycle: { replace_triggered_by: ['openstack_networking_port_v2.port.id'] } },
    },
  });
  const actions = (port: JsonObject) =>
    reportOf({ psi: site({ network_id: 'a', fixed_ip: [{ ip_address: '10.0.0.4' }] }) }, { psi: site(port) }).sites[0]!.changes.map(
      ({ resource, action }) => `${resource.type} ${action}`,
    );
  expect(actions({ network_id: 'a', fixed_ip: [{ ip_address: '10.1.0.4' }] })).toEqual(['openstack_networking_port_v2 update']);
  expect(actions({ network_id: 'b', fixed_ip: [{ ip_address: '10.0.0.4' }] })).toEqual([
    'openstack_compute_instance_v2 replace',
    'openstack_networking_port_v2 replace',
  ]);
});

test('a replacement that prevent_destroy refuses is called so', () => {
  const [site] = reportOf({ a: SITE }, { a: changed('openstack_blockstorage_volume_v3', 'data', { availability_zone: 'b' }) }).sites;
  expect(site!.changes[0]!.sentence).toContain('refused by prevent_destroy');
  expect(site!.changes[0]!.sentence).toContain('unless availability_zone already has this value');
});

test('nothing is reported when only the order of keys and what Terraform reads for itself differ', () => {
  const turned = Object.fromEntries(Object.entries(SITE).reverse()) as Resources;
  const { sites, unaffected } = reportOf({ a: SITE }, { a: turned });
  expect(sites).toEqual([]);
  expect(unaffected).toEqual(['a']);
});

test('removing a site touches that site only, and all its deletions are listed', () => {
  const report = reportOf({ a: SITE, b: SITE }, { a: SITE });
  expect(report.sites.map((s) => [s.site, s.kind, s.risk])).toEqual([['b', 'removed', 'destroys-data']]);
  expect(report.unaffected).toEqual(['a']);
  expect(renderMarkdown(report).match(/DELETE/g)).toHaveLength(report.sites[0]!.changes.length);
});

test('a long report is cut to a comment’s length, deletions stay, and what was cut is named', () => {
  const many = (text: string): Resources => ({
    ...SITE,
    terraform_data: Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`r${i}`, { triggers_replace: { text: text.repeat(50) } }])),
  });
  const { openstack_blockstorage_volume_v3: _gone, ...head } = many('b');
  const text = renderMarkdown(reportOf({ a: many('a') }, { a: head }));
  expect(text.length).toBeLessThanOrEqual(LONGEST_COMMENT);
  expect(text.startsWith(MARKER)).toBe(true);
  expect(text).toContain('DELETE data');
  expect(text).toContain('**Cut, since a comment is limited:** ');
  expect(text).toContain('details of a');
});

test.each(['text', 'markdown', 'json', 'html'] as const)('the same change gives the same bytes as %s', (format) => {
  const head = changed('terraform_data', 'settings', { triggers_replace: { settings: { cores: 3 } } });
  const turned = Object.fromEntries(Object.entries(head).reverse()) as Resources;
  const [one, other] = [reportOf({ a: SITE, b: SITE }, { a: head, b: head }), reportOf({ b: SITE, a: SITE }, { b: turned, a: turned })];
  expect(render(one, format)).toBe(render(other, format));
});

test.each(['text', 'markdown', 'json', 'html'] as const)('a literal in place of a secret is not in the report as %s', (format) => {
  const realm = (password: string): Resources => ({
    terraform_data: { r: { triggers_replace: { realm: { smtp_password: password, n: password.length } } } },
  });
  const text = render(
    reportOf({ a: realm('canary-one') }, { a: { ...realm('canary-other'), helm_release: { x: { set: [{ token: 'canary' }] } } } }),
    format,
  );
  expect(text).toContain('smtp');
  expect(text).not.toContain('canary');
});

describe('policy', () => {
  let report: Report;
  let sites: string;
  beforeEach(() => {
    report = reportOf({ a: SITE }, { a: changed('openstack_blockstorage_volume_v3', 'data', undefined) });
    sites = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-test-'));
    fs.mkdirSync(path.join(sites, 'a'));
  });
  afterEach(() => fs.rmSync(sites, { recursive: true }));
  const waive = (more: object = {}): void => {
    const waiver = { construct: 'data', allows: 'destroys-data', owner: 'o', reason: 'r', expires: '2026-12-31', ...more };
    fs.writeFileSync(path.join(sites, 'a/waivers.yaml'), JSON.stringify({ waivers: [waiver] }));
  };

  test('fails without a waiver', () => {
    expect(violations(report, 'destroys-data', sites, '2026-12-01')).toHaveLength(1);
  });
  test('passes with a waiver, up to its last day', () => {
    waive();
    expect(violations(report, 'destroys-data', sites, '2026-12-31')).toEqual([]);
  });
  test('fails with an expired waiver, and says whose it is', () => {
    waive();
    expect(violations(report, 'destroys-data', sites, '2027-01-01')[0]).toContain('of o expired on 2026-12-31');
  });
  test('fails with a waiver for something milder', () => {
    waive({ allows: 'replaces' });
    expect(violations(report, 'destroys-data', sites, '2026-12-01')).toHaveLength(1);
  });
  test('fails to read a waiver without a reason', () => {
    waive({ reason: '' });
    expect(() => violations(report, 'destroys-data', sites, '2026-12-01')).toThrow('waivers[0].reason is missing');
  });
});

const terraform = spawnSync(terraformProgram(), ['version']).status === 0;
(terraform ? test : test.skip)(
  'Terraform’s own plan of a host’s plays says what the tables say',
  () => {
    const hosts: Resources = {
      terraform_data: { ...SITE['terraform_data']!, follower: { input: { id: '${terraform_data.settings.id}' }, count: 2 } },
    };
    const { disposable: _gone, ...rest } = hosts['terraform_data']!;
    const head: Resources = {
      terraform_data: { ...rest, settings: { ...rest['settings'], triggers_replace: { settings: { cores: 3 } } } },
    };
    const folders = [writeStacks({ a: hosts }), writeStacks({ a: head }), fs.mkdtempSync(path.join(os.tmpdir(), 'daas-test-'))] as const;
    try {
      const [base, now] = [readSites(folders[0]), readSites(folders[1])];
      const planned = compareSites(base, now, [], offlinePlanner(folders[2])).sites[0]!;
      const tables = compareSites(base, now, []).sites[0]!;
      expect(planned.disagreements).toEqual([]);
      const short = (s: typeof planned): unknown => s.changes.map((c) => [c.resource.address, c.action, c.instances, c.risk]);
      expect(short(planned)).toEqual(short(tables));
      expect(short(planned)).toHaveLength(3);
    } finally {
      folders.forEach((f) => fs.rmSync(f, { recursive: true }));
    }
  },
  60_000,
);

test.each(['github-actions.yml', 'gitlab-ci.yml'])('%s parses, updates one comment, attaches the page, applies the policy', (file) => {
  const text = fs.readFileSync(path.join('docs/ci', file), 'utf8');
  const recipe = parse(text) as Record<string, object>;
  expect(Object.keys(recipe)).toEqual(file.startsWith('git' + 'hub') ? ['name', 'on', 'permissions', 'jobs'] : ['daas-diff']);
  expect(text).toContain(MARKER);
  expect(text).toMatch(/PATCH|--request PUT/);
  expect(text).toMatch(/path: report\.html|paths: \[report\.html\]/);
  expect(text).toContain('--fail-on destroys-data');
});
