import * as fs from 'fs';
import * as http from 'http';
import * as os from 'os';
import * as path from 'path';
import { findOrphans, removeOrphan } from '../../toolkit/orphans/orphans';
import type { StackFolder } from '../../toolkit/stack/stack-folder';

/** Answers of a cloud by path; what isn't here is an empty list. */
const answers = new Map<string, object>();
const requests: string[] = [];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-orphans-'));
let server: http.Server;

const TAGS = { tags: ['daas-site=esrf', 'daas-blueprint=1'] };
const LISTS: Readonly<Record<string, string>> = {
  servers: 'servers',
  'os-server-groups': 'server_groups',
  'os-keypairs': 'keypairs',
  flavors: 'flavors',
  ports: 'ports',
  routers: 'routers',
  subnets: 'subnets',
  networks: 'networks',
  floatingips: 'floatingips',
  'security-groups': 'security_groups',
  'security-group-rules': 'security_group_rules',
  volumes: 'volumes',
};

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const url = new URL(request.url!, 'http://cloud.example');
    requests.push(`${request.method} ${url.pathname}`);
    response.setHeader('content-type', 'application/json');
    if (url.pathname === '/v3/auth/tokens') {
      response.statusCode = 201;
      response.setHeader('x-subject-token', 'token');
      const { port } = server.address() as { port: number };
      const at = (type: string) => ({ type, endpoints: [{ interface: 'public', region: 'R', url: `http://127.0.0.1:${port}/${type}` }] });
      const catalog = ['compute', 'network', 'volumev3'].map(at);
      response.end(JSON.stringify({ token: { project: { id: 'p' }, user: { id: 'u' }, catalog } }));
      return;
    }
    if (request.method === 'DELETE') {
      response.statusCode = 204;
      response.end();
      return;
    }
    const name = url.pathname.split('/').findLast((part) => part in LISTS) ?? '';
    const found = answers.get(`${name}${url.search.includes('marker') ? '?page=2' : ''}`) ?? { [LISTS[name] ?? name]: [] };
    if (/\/servers\/s-/.test(url.pathname) && !url.pathname.includes('volume_attachments')) {
      response.statusCode = 404;
    }
    const attachments = answers.get('attachments') ?? { volumeAttachments: [] };
    response.end(JSON.stringify(url.pathname.includes('volume_attachments') ? attachments : found));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const auth = { auth_url: `http://127.0.0.1:${port}/v3`, username: 'u', password: 'p', project_name: 'p' };
  fs.writeFileSync(path.join(folder, 'clouds.yaml'), JSON.stringify({ clouds: { esrf: { auth } } }));
  process.env['OS_CLIENT_CONFIG_FILE'] = path.join(folder, 'clouds.yaml');
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  fs.rmSync(folder, { recursive: true });
});

beforeEach(() => {
  answers.clear();
  requests.length = 0;
});

type Resources = readonly { readonly type: string; readonly address: string; readonly attributes: Readonly<Record<string, unknown>> }[];
const stack = (written: Resources, known: Resources = []) =>
  ({ clouds: [{ cloud: 'esrf', admin: false }], written, known: () => known }) as unknown as StackFolder;
const volume = (name: string, attributes: object = {}) => ({
  type: 'openstack_blockstorage_volume_v3',
  address: `openstack_blockstorage_volume_v3.${name}`,
  attributes: { name, ...attributes },
});

test('a resource with the site’s tags that the state doesn’t know is an orphan', async () => {
  answers.set('servers', {
    servers: [
      { id: 's-1', name: 'site-esrf-a', ...TAGS },
      { id: 's-2', name: 'site-esrf-a', ...TAGS },
      { id: 's-3', name: 'other', tags: ['daas-site=ill'] },
      { id: 's-4', name: 'visa-desktop' },
    ],
  });
  const known = [{ type: 'openstack_compute_instance_v2', address: 'openstack_compute_instance_v2.a', attributes: { id: 's-1' } }];
  expect(await findOrphans('esrf', stack([], known))).toEqual([
    { cloud: 'esrf', type: 'openstack_compute_instance_v2', title: 'server', id: 's-2', name: 'site-esrf-a', data: false, address: null },
  ]);
});

test('a list is read to its last page', async () => {
  const { port } = server.address() as { port: number };
  answers.set('volumes', {
    volumes: [{ id: 'v-1', name: 'a', metadata: { daas_site: 'esrf' } }],
    volumes_links: [{ rel: 'next', href: `http://127.0.0.1:${port}/volumev3/volumes/detail?marker=v-1` }],
  });
  answers.set('volumes?page=2', { volumes: [{ id: 'v-2', name: 'b', metadata: { daas_site: 'esrf' } }] });
  expect((await findOrphans('esrf', stack([]))).map((o) => o.id)).toEqual(['v-1', 'v-2']);
});

test('what the cloud had no time to tag is known by the name that the site gives it', async () => {
  answers.set('networks', {
    networks: [
      { id: 'n-1', name: 'site-esrf-machines', tags: [] },
      { id: 'n-2', name: 'somebody-else', tags: [] },
    ],
  });
  const written = [
    { type: 'openstack_networking_network_v2', address: 'openstack_networking_network_v2.m', attributes: { name: 'site-esrf-machines' } },
  ];
  expect((await findOrphans('esrf', stack(written))).map((o) => [o.id, o.address])).toEqual([['n-1', 'openstack_networking_network_v2.m']]);
});

test('a resource of another site is never this site’s, whatever its name', async () => {
  answers.set('volumes', { volumes: [{ id: 'v-1', name: 'site-esrf-a', metadata: { daas_site: 'esrf-test' } }] });
  expect(await findOrphans('esrf', stack([volume('site-esrf-a')]))).toEqual([]);
});

test('of two with one name, one can be adopted', async () => {
  const metadata = { daas_site: 'esrf' };
  answers.set('volumes', {
    volumes: [
      { id: 'v-1', name: 'a', metadata },
      { id: 'v-2', name: 'a', metadata },
    ],
  });
  const orphans = await findOrphans('esrf', stack([volume('a')]));
  expect(orphans.map((o) => [o.id, o.address, o.data])).toEqual([
    ['v-1', 'openstack_blockstorage_volume_v3.a', true],
    ['v-2', null, true],
  ]);
});

test('fails to offer an address where the state has another one already', async () => {
  answers.set('volumes', { volumes: [{ id: 'v-2', name: 'a', metadata: { daas_site: 'esrf' } }] });
  expect((await findOrphans('esrf', stack([volume('a')], [volume('a', { id: 'v-1' })])))[0]).toMatchObject({ id: 'v-2', address: null });
});

test('a server that runs from the image that the site names can be adopted, and no other', async () => {
  const orphan = (id: string, image: string, status = 'ACTIVE') => {
    return { id, name: id, status, metadata: { daas_site: 'esrf', daas_image: image } };
  };
  answers.set('servers', { servers: [orphan('s-1', 'ubuntu'), orphan('s-2', 'older'), orphan('s-3', 'ubuntu', 'ERROR')] });
  const written = ['s-1', 's-2', 's-3'].map((name) => ({
    type: 'openstack_compute_instance_v2',
    address: `openstack_compute_instance_v2.${name}`,
    attributes: { name, metadata: { daas_image: 'ubuntu' } },
  }));
  expect((await findOrphans('esrf', stack(written))).map((o) => [o.id, o.address])).toEqual([
    ['s-1', 'openstack_compute_instance_v2.s-1'],
    ['s-2', null],
    ['s-3', null],
  ]);
});

test('an attachment can be adopted where the site attaches that volume to that server', async () => {
  const known = [
    { type: 'openstack_compute_instance_v2', address: 'openstack_compute_instance_v2.a', attributes: { id: 's-1' } },
    volume('v', { id: 'v-1' }),
  ];
  answers.set('attachments', { volumeAttachments: [{ volumeId: 'v-1' }, { volumeId: 'v-2' }] });
  const attributes = { instance_id: '${openstack_compute_instance_v2.a.id}', volume_id: '${openstack_blockstorage_volume_v3.v.id}' };
  const written = [{ type: 'openstack_compute_volume_attach_v2', address: 'openstack_compute_volume_attach_v2.a', attributes }];
  expect((await findOrphans('esrf', stack(written, known))).map((o) => [o.id, o.address])).toEqual([
    ['s-1/v-1', 'openstack_compute_volume_attach_v2.a'],
    ['s-1/v-2', null],
  ]);
});

test('a rule is the site’s when its group is', async () => {
  answers.set('security-group-rules', {
    security_group_rules: [
      { id: 'r-1', description: 'x' },
      { id: 'r-2', description: 'y' },
    ],
  });
  const known = [
    { type: 'openstack_networking_secgroup_v2', address: 'openstack_networking_secgroup_v2.g', attributes: { id: 'g-1' } },
    { type: 'openstack_networking_secgroup_rule_v2', address: 'openstack_networking_secgroup_rule_v2.r', attributes: { id: 'r-1' } },
  ];
  expect((await findOrphans('esrf', stack([], known))).map((o) => [o.title, o.id, o.name])).toEqual([['security group rule', 'r-2', 'y']]);
});

test('a server is gone before the next one is removed', async () => {
  await removeOrphan({
    cloud: 'esrf',
    type: 'openstack_compute_instance_v2',
    title: 'server',
    id: 's-9',
    name: 'x',
    data: false,
    address: null,
  });
  expect(requests.slice(1)).toEqual(['DELETE /compute/servers/s-9', 'GET /compute/servers/s-9']);
});

test('fails with the entries that there are when clouds.yaml lacks the site’s', async () => {
  const other = { ...stack([]), clouds: [{ cloud: 'nope', admin: false }], known: () => [] } as unknown as StackFolder;
  await expect(findOrphans('esrf', other)).rejects.toMatchObject({
    message: expect.stringMatching(/no cloud 'nope'/),
    hint: 'it has: esrf',
  });
});

test('fails for a site that has nothing in a cloud', async () => {
  await expect(findOrphans('demo', { clouds: [] } as unknown as StackFolder)).rejects.toThrow(/nothing in a cloud/);
});
