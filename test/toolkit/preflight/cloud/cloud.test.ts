import { KitError } from '../../../../toolkit/kit-error';
import type { JsonObject } from '../../../../toolkit/json';
import { lookAtCloud, sumUpCloud } from '../../../../toolkit/preflight/cloud/cloud';
import type { StackFolder } from '../../../../toolkit/stack/stack-folder';
import { FakeCloud } from './fake-cloud';

const cloud = new FakeCloud();

beforeAll(async () => cloud.start());
afterAll(async () => cloud.stop());
beforeEach(() => cloud.reset());

const flavor = (name: string) => ({ flavor_id: `\${data.openstack_compute_flavor_v2.${name}.id}`, metadata: { daas_pool: 'workers' } });
const written = (type: string, name: string, attributes: object = {}) => ({
  type: `openstack_${type}`,
  address: `openstack_${type}.${name}`,
  attributes: attributes as Record<string, unknown>,
});
const SITE = [
  written('compute_instance_v2', 'one', { ...flavor('small'), availability_zone: 'a' }),
  written('compute_instance_v2', 'two', { ...flavor('small'), lifecycle: { create_before_destroy: true } }),
  written('compute_servergroup_v2', 'spread'),
  written('blockstorage_volume_v3', 'disk', { size: 50 }),
  written('sharedfilesystem_share_v2', 'share', { size: 20 }),
  written('networking_port_v2', 'port'),
  written('networking_network_v2', 'net'),
  written('networking_subnet_v2', 'subnet'),
  written('networking_router_v2', 'router'),
  written('networking_floatingip_v2', 'address', { pool: 'public' }),
  written('networking_secgroup_v2', 'group'),
  written('networking_secgroup_v2', 'bare', { delete_default_rules: true }),
  written('networking_secgroup_rule_v2', 'rule'),
  written('lb_loadbalancer_v2', 'balancer'),
];
const pool = { name: 'workers', cores: 1, memoryMebibytes: 2048, gpu: { model: 'A16', count: 1 } };
const data = new Map<string, JsonObject>([
  ['openstack_compute_flavor_v2.small', { name: 'm1.small' }],
  ['openstack_images_image_v2.usual', { name: 'ubuntu', most_recent: true }],
]);

function stack(more: readonly ReturnType<typeof written>[] = [], known: () => readonly object[] = () => []): StackFolder {
  const document = { resources: new Map(), data, blueprint: { entries: [{ concept: 'machines', path: 'Workers', spec: pool }] } };
  return { clouds: [{ cloud: 'esrf', admin: false }], written: [...SITE, ...more], document, known } as unknown as StackFolder;
}

const look = async (given = stack()) => lookAtCloud('esrf', given, () => undefined, 0);
const codes = async (given = stack()) => (await look(given)).problems.map((p) => p.code);

test('the sums need no cloud: pools say what their machines have at least', () => {
  const { sums, problems, notes } = sumUpCloud('esrf', stack());
  expect(Object.fromEntries(sums.map((s) => [s.name, [s.needed, s.surge]]))).toEqual({
    instances: [2, 1],
    cores: [2, 1],
    ram: [4096, 2048],
    gpus: [2, 1],
    server_groups: [1, 0],
    volumes: [1, 0],
    gigabytes: [50, 0],
    shares: [1, 0],
    'share gigabytes': [20, 0],
    port: [2, 0],
    network: [1, 0],
    subnet: [1, 0],
    router: [1, 0],
    floatingip: [1, 0],
    security_group: [2, 0],
    security_group_rule: [3, 0],
    loadbalancers: [1, 0],
  });
  expect(problems).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('m1.small')]);
  expect(cloud.requests).toEqual([]);
});

test('fails without a cloud when the site sets itself too small a quota', () => {
  const own = [written('compute_quotaset_v2', 'q', { instances: 2, cores: -1 }), written('lb_quota_v2', 'l', { loadbalancer: 0 })];
  const { problems } = sumUpCloud('esrf', stack(own));
  expect(problems.map((p) => p.message)).toEqual([
    'instances: 3 needed, 0 of 2 used, 1 missing',
    'loadbalancers: 1 needed, 0 of 0 used, 1 missing',
  ]);
});

test('a cloud that has everything is told so, with the sizes of its own flavours', async () => {
  const { sums, problems, notes, request } = await look();
  expect({ problems, notes, request }).toEqual({ problems: [], notes: [], request: '' });
  expect(sums.find((s) => s.name === 'cores')).toMatchObject({ needed: 4, surge: 2 });
});

/** The smallest limit that suffices: what is needed, the surge, and what is used. */
const SUFFICIENT = {
  instances: 3,
  cores: 6,
  ram: 12288,
  server_groups: 1,
  volumes: 1,
  gigabytes: 50,
  shares: 1,
  'share gigabytes': 20,
  port: 3,
  network: 2,
  subnet: 2,
  router: 2,
  floatingip: 2,
  security_group: 3,
  security_group_rule: 4,
  loadbalancers: 2,
};

test.each(Object.entries(SUFFICIENT))('fails when %s are short by one, and not at %i', async (name, limit) => {
  cloud.state.limits = { ...SUFFICIENT };
  expect(await codes()).toEqual([]);
  cloud.state.limits = { ...SUFFICIENT, [name]: limit - 1 };
  const { problems, request } = await look();
  expect(problems.map((p) => [p.code, p.message.split(':')[0]])).toEqual([['QuotaShort', name]]);
  expect(problems[0]!.remedy).toContain('send the request below');
  expect(request).toMatch(
    new RegExp(`^Please raise these quotas of the project p, .* esrf:\n\n- ${name}: from ${limit - 1}.* to ${limit}`),
  );
});

test('fails with everything that is wrong at once', async () => {
  cloud.state.flavors = [{ name: 'm1.tiny', vcpus: 1, ram: 512 }];
  cloud.state.images = [{ name: 'ubuntu', status: 'queued' }];
  cloud.state.networks = [];
  cloud.state.zones = [{ zoneName: 'a', zoneState: { available: false } }];
  cloud.state.limits = { instances: 0, volumes: 0 };
  const { problems } = await look();
  expect(problems.map((p) => p.code)).toEqual([
    'FlavorMissing',
    'ImageMissing',
    'NetworkMissing',
    'ZoneMissing',
    'QuotaShort',
    'QuotaShort',
  ]);
  expect(problems[0]?.remedy).toContain('there are: m1.tiny');
  expect(problems[1]?.message).toBe("the image 'ubuntu' is queued, not active");
});

/** What is broken, the one problem that must say so, and what it must tell. */
const FAULTS: readonly (readonly [string, () => void, string, RegExp, RegExp])[] = [
  [
    'a flavour that isn’t there',
    () => (cloud.state.flavors = [{ name: 'm1.tiny', vcpus: 1, ram: 512 }]),
    'FlavorMissing',
    /no flavour 'm1\.small'/,
    /have it made, or name another in the site; there are: m1\.tiny/,
  ],
  ['an image that isn’t there', () => (cloud.state.images = []), 'ImageMissing', /no image 'ubuntu'/, /there are: none/],
  [
    'a hidden image',
    () => {
      cloud.state.hidden = cloud.state.images;
      cloud.state.images = [{ name: 'debian', status: 'active' }];
    },
    'ImageMissing',
    /^the image 'ubuntu' is hidden$/,
    /there are: debian$/,
  ],
  [
    'a network that isn’t there',
    () => (cloud.state.networks = [{ name: 'ext' }]),
    'NetworkMissing',
    /no network 'public'/,
    /there are: ext/,
  ],
  [
    'a zone that is out of order',
    () => (cloud.state.zones = [{ zoneName: 'a', zoneState: { available: false } }]),
    'ZoneMissing',
    /zone 'a' is not available/,
    /name another in the site/,
  ],
  [
    'refused credentials',
    () => (cloud.state.logIn = 401),
    'CloudRefuses',
    /refuses the credentials/,
    /entry 'esrf' of clouds\.yaml.*daas doctor esrf/,
  ],
  [
    'an API that stays busy',
    () => (cloud.state.busy = new Map([['/network/v2.0/networks', 9]])),
    'CloudAnswer',
    /networks: 503 Service Unavailable/,
    /see whether the service works/,
  ],
];

test.each(FAULTS)('fails for %s, by exactly that, with the right next step', async (_, inject, code, message, remedy) => {
  inject();
  const { problems } = await look();
  expect(problems.map((p) => p.code)).toEqual([code]);
  expect(problems[0]!.message).toMatch(message);
  expect(problems[0]!.remedy).toMatch(remedy);
});

test('a list is read to its last page', async () => {
  cloud.state.flavors = [{ name: 'm1.tiny' }, { name: 'm1.huge' }, { name: 'm1.small', vcpus: 2, ram: 4096 }];
  expect(await codes()).toEqual([]);
  expect(cloud.requests.filter((r) => r.includes('/flavors/detail'))).toHaveLength(3);
});

test('fails with the sums when the cloud refuses the credentials, and asks no further', async () => {
  cloud.state.logIn = 401;
  const { problems, sums } = await look();
  expect(problems.map((p) => [p.code, p.message])).toEqual([
    ['CloudRefuses', "the cloud 'esrf' refuses the credentials of clouds.yaml: The request you have made requires authentication."],
  ]);
  expect(sums.length).toBeGreaterThan(10);
  expect(cloud.requests).toEqual(['POST /v3/auth/tokens']);
});

test('fails for a flavour that only a last page wouldn’t have', async () => {
  cloud.state.flavors = [{ name: 'm1.tiny' }, { name: 'm1.huge' }];
  const { problems } = await look();
  expect(problems.map((p) => p.remedy)).toEqual([expect.stringContaining('there are: m1.huge, m1.tiny')]);
});

test('an API that is busy once is asked again, and the answer says so', async () => {
  cloud.state.busy = new Map([
    ['/v3/auth/tokens', 1],
    ['/image/v2/images', 2],
  ]);
  const { problems, notes } = await look();
  expect(problems).toEqual([]);
  expect(notes).toHaveLength(3);
  expect(notes[0]).toMatch(/503 .*asked again/);
});

test('fails for an API that stays busy, and still tells of what else is wrong', async () => {
  cloud.state.busy = new Map([['/network/v2.0/networks', 9]]);
  cloud.state.flavors = [];
  expect(await codes()).toEqual(['FlavorMissing', 'CloudAnswer']);
  expect(cloud.requests.filter((r) => r.includes('/networks'))).toHaveLength(3);
});

test('what the state knows is not counted again', async () => {
  const { sums } = await look(stack([], () => SITE.slice(1)));
  expect(Object.fromEntries(sums.map((s) => [s.name, s.needed]))).toEqual({ instances: 1, cores: 2, ram: 4096, gpus: 1 });
});

test('a state that can’t be read is told, and everything counted', async () => {
  const given = stack([], () => {
    throw new KitError('terraform init failed', 'no bucket');
  });
  expect((await look(given)).notes).toEqual([expect.stringContaining('no bucket')]);
});
