import {
  Account,
  Auth,
  BatchCluster,
  Duration,
  Environment,
  GpuPool,
  Hub,
  IdentityMap,
  Mount,
  Portal,
  Profile,
  Queue,
  Scheduler,
  Secret,
  Size,
  Software,
  SoftwareCatalogue,
} from '../../constructs';
import type { AuthSpec } from '../../constructs/auth/auth-spec';
import type { HubProps } from '../../constructs/hub/hub';
import type { HubBinding } from '../../constructs/hub/hub-spec';
import { FakeSite, problemsOf, type FakePlatform } from '../fake-platform';

const home = Mount.nfs({ role: 'home', server: 'nfs.fake.example', path: '/home' });
const raw = Mount.gpfs({ role: 'raw', source: 'gpfs1', path: '/data' });
const size = { cores: 1, memory: Size.gibibytes(2) };
const small = Profile.cpu('small', size);

function auth(site: FakeSite, platform: FakePlatform): Auth {
  return new Auth(site, 'Auth', {
    platform,
    contact: 'help@fake.example',
    identities: IdentityMap.fromClaims({ user: 'u', uid: 'n', gid: 'g' }),
    accounts: [
      Account.withPassword({ username: 'marie', firstName: 'M', lastName: 'D', email: 'm@fake.example', password: Secret.site('PW') }),
    ],
  });
}

function slurm(site: FakeSite, platform: FakePlatform): BatchCluster {
  return new BatchCluster(site, 'Batch', {
    platform,
    scheduler: Scheduler.slurm({ existing: true }),
    queues: [
      Queue.named('nice', { limit: Duration.hours(8), coresPerNode: 8, memoryPerNode: Size.gibibytes(16) }),
      Queue.named('gpu', {
        limit: Duration.hours(24),
        coresPerNode: 64,
        memoryPerNode: Size.gibibytes(512),
        gpus: { model: 'A40', count: 2 },
      }),
    ],
  });
}

type More = Partial<Omit<HubProps, 'platform' | 'auth' | 'batch'>> & { readonly batch?: boolean };

function hub(site: FakeSite, platform: FakePlatform, { batch, ...more }: More = {}): Hub {
  return new Hub(site, 'Notebooks', {
    platform,
    auth: auth(site, platform),
    mounts: [home, raw],
    profiles: [small],
    ...(batch === true && { batch: slurm(site, platform) }),
    ...more,
  });
}

const bound = (site: FakeSite) => site.platform.given<HubBinding>('bindHub')[0]!;

test('a hub without batch cluster has the defaults that users meet', () => {
  const site = new FakeSite((scope, platform) => hub(scope, platform));
  expect(site.problems).toEqual([]);
  expect(bound(site)).toMatchInlineSnapshot(`
   {
     "afterLogoutUrl": "https://notebooks.fake.example",
     "clusters": [],
     "environments": [],
     "examples": [],
     "identities": {
       "gid": "g",
       "groups": null,
       "minimumUid": 1000,
       "uid": "n",
       "user": "u",
     },
     "idleSeconds": 3600,
     "login": {
       "accountUrl": "https://login.fake.example/realms/daas/account",
       "authorizeUrl": "https://login.fake.example/realms/daas/auth",
       "clientId": "notebooks",
       "healthUrl": "https://login.fake.example/realms/daas/health",
       "issuer": "https://login.fake.example/realms/daas",
       "jwksUrl": "https://login.fake.example/realms/daas/certs",
       "label": "facility account",
       "logoutUrl": "https://login.fake.example/realms/daas/logout",
       "scopes": [
         "openid",
         "profile",
       ],
       "secret": {
         "name": "NOTEBOOKS_CLIENT_SECRET",
         "store": "site",
       },
       "tokenUrl": "https://login.fake.example/realms/daas/token",
       "userinfoUrl": "https://login.fake.example/realms/daas/userinfo",
     },
     "mounts": [
       {
         "existing": false,
         "mountPath": "/home/{user}",
         "name": "home",
         "options": [],
         "owner": "root",
         "perProposal": false,
         "quotaBytes": null,
         "readOnly": false,
         "removeOnDestroy": false,
         "role": "home",
         "source": {
           "kind": "nfs",
           "path": "/home",
           "server": "nfs.fake.example",
           "version": "4.2",
         },
       },
       {
         "existing": false,
         "mountPath": "/data/raw",
         "name": "raw",
         "options": [],
         "owner": "root",
         "perProposal": true,
         "quotaBytes": null,
         "readOnly": true,
         "removeOnDestroy": false,
         "role": "raw",
         "source": {
           "filesystem": "gpfs1",
           "kind": "gpfs",
           "path": "/data",
         },
       },
     ],
     "name": "notebooks",
     "profiles": [
       {
         "cluster": null,
         "cores": 1,
         "description": "1 core, 2 GiB memory, up to 8 h",
         "gpu": null,
         "limitSeconds": 28800,
         "memoryMebibytes": 2048,
         "name": "small",
         "queue": null,
         "title": "Small",
       },
     ],
     "title": "Notebooks",
   }
  `);
  expect(site.recorded('Notebooks')).toEqual(bound(site));
});

test('profiles of a batch cluster get its first queue, unless they name one', () => {
  const big = Profile.gpu('big', {
    cores: 32,
    memory: Size.gibibytes(256),
    model: 'A40',
    gpus: 2,
    queue: 'gpu',
    limit: Duration.minutes(90),
    title: 'Whole node',
  });
  const site = new FakeSite((scope, platform) =>
    hub(scope, platform, { batch: true, profiles: [small, big], idle: Duration.minutes(30), title: 'Jupyter' }),
  );
  expect(site.problems).toEqual([]);
  expect(bound(site).profiles).toMatchInlineSnapshot(`
   [
     {
       "cluster": "batch",
       "cores": 1,
       "description": "1 core, 2 GiB memory, up to 8 h",
       "gpu": null,
       "limitSeconds": 28800,
       "memoryMebibytes": 2048,
       "name": "small",
       "queue": "nice",
       "title": "Small",
     },
     {
       "cluster": "batch",
       "cores": 32,
       "description": "32 cores, 256 GiB memory, 2 × A40, up to 90 min",
       "gpu": {
         "count": 2,
         "mig": null,
         "model": "A40",
       },
       "limitSeconds": 5400,
       "memoryMebibytes": 262144,
       "name": "big",
       "queue": "gpu",
       "title": "Whole node",
     },
   ]
  `);
  expect(bound(site)).toMatchObject({
    title: 'Jupyter',
    idleSeconds: 1800,
    clusters: [{ name: 'batch', scheduler: 'slurm', existing: true, endpoint: { configurationFile: null } }],
  });
});

test('the broker learns of the hub by its exact redirect URI', () => {
  const site = new FakeSite((scope, platform) => hub(scope, platform));
  expect(site.platform.given<AuthSpec>('bindAuth')[0]!.clients).toEqual([
    {
      clientId: 'notebooks',
      title: 'Notebooks',
      redirectUris: ['https://notebooks.fake.example/hub/oauth_callback'],
      postLogoutRedirectUris: ['https://notebooks.fake.example'],
      secret: { store: 'site', name: 'NOTEBOOKS_CLIENT_SECRET' },
      subjectAttribute: null,
    },
  ]);
});

test('a landing page that comes later is where a log-out leads, at the hub and at the broker', () => {
  const site = new FakeSite((scope, platform) => {
    const notebooks = hub(scope, platform);
    const kind = Portal.landingPage({ hubs: [notebooks], access: ['Ask.'] });
    new Portal(scope, 'Portal', { platform, auth: scope.node.findChild('Auth') as Auth, kind });
  });
  expect(bound(site).afterLogoutUrl).toBe('https://portal.fake.example/');
  expect(site.platform.given<AuthSpec>('bindAuth')[0]!.clients[0]!.postLogoutRedirectUris).toEqual(['https://portal.fake.example/']);
});

test('an environment that two packages share is made once; a hub waits for its mounts, not for log-in', () => {
  const environment = Environment.module({ name: 'mx', title: 'MX', module: 'mx/2025' });
  const facts = {
    version: '1',
    useCase: 'diffraction',
    summary: 'S.',
    licence: 'BSD-3-Clause',
    homepage: 'https://mx.example',
    environment,
  };
  const site = new FakeSite((scope, platform) => {
    const packages = [Software.installed({ name: 'DIALS', ...facts }), Software.installed({ name: 'XDS', ...facts }), Software.pyFai()];
    hub(scope, platform, { software: new SoftwareCatalogue(scope, 'Software', { packages }) });
  });
  expect(bound(site).environments.map((e) => e.name)).toEqual(['mx', bound(site).environments[1]!.name]);
  expect(site.platform.given<{ name: string }>('bindEnvironment').map((e) => e.name)).toEqual(bound(site).environments.map((e) => e.name));
  expect(bound(site).examples.map((e) => e.notebook)).toEqual(['saxs.ipynb']);
  expect(site.platform.given<{ name: string }>('bindMount').map((m) => m.name)).toEqual(['home', 'raw']);
  const notebooks = site.node.findChild('Notebooks') as Hub;
  expect(notebooks.node.dependencies).toContain(site.platform);
  expect(notebooks.node.dependencies).not.toContain(site.node.findChild('Auth'));
  expect(notebooks.exampleUrl('saxs.ipynb')).toBe('https://notebooks.fake.example/hub/user-redirect/lab/tree/examples/saxs.ipynb');
});

test('GPUs without batch cluster come from pools', () => {
  const profiles = [Profile.gpu('gpu', { ...size, model: 'A16', gpus: 1 })];
  const compose = (scope: FakeSite, platform: FakePlatform) =>
    hub(scope, platform, { profiles, gpus: [new GpuPool(scope, 'Gpus', { platform, model: 'A16', count: 4 })] });
  expect(problemsOf(compose)).toEqual([]);
});

const gpu = { ...size, model: 'A40', gpus: 1 };
const local = (more: object) => Mount.local({ role: 'home', path: '/srv/home', ...more });

test.each<[string, string, More]>([
  ['HubNoProfile', 'profiles', { profiles: [] }],
  ['HubNameInvalid', 'profiles[0].name', { profiles: [Profile.cpu('Big', size)] }],
  ['HubNameTwice', 'profiles[1].name', { profiles: [small, small] }],
  ['HubNumberInvalid', 'profiles[0].cores', { profiles: [Profile.cpu('p', { ...size, cores: 0 })] }],
  ['HubNumberInvalid', 'profiles[0].cores', { profiles: [Profile.cpu('p', { ...size, cores: 1.5 })] }],
  ['HubNumberInvalid', 'profiles[0].memory', { profiles: [Profile.cpu('p', { ...size, memory: Size.mebibytes(255) })] }],
  ['HubNumberInvalid', 'profiles[0].limit', { profiles: [Profile.cpu('p', { ...size, limit: Duration.minutes(4) })] }],
  ['HubNumberInvalid', 'profiles[0].gpus', { batch: true, profiles: [Profile.gpu('p', { ...gpu, queue: 'gpu', gpus: 0 })] }],
  ['HubQueueWithoutBatch', 'profiles[0].queue', { profiles: [Profile.cpu('p', { ...size, queue: 'nice' })] }],
  ['HubProfileTooLarge', 'profiles[0].cores', { batch: true, profiles: [Profile.cpu('p', { ...size, cores: 9 })] }],
  ['HubProfileTooLarge', 'profiles[0].memory', { batch: true, profiles: [Profile.cpu('p', { ...size, memory: Size.gibibytes(17) })] }],
  ['HubProfileTooLarge', 'profiles[0].limit', { batch: true, profiles: [Profile.cpu('p', { ...size, limit: Duration.hours(9) })] }],
  ['HubProfileTooLarge', 'profiles[0].gpus', { batch: true, profiles: [Profile.gpu('p', { ...gpu, queue: 'gpu', gpus: 3 })] }],
  ['HubNoHome', 'mounts', { mounts: [raw] }],
  ['HubNameTwice', 'mounts[1].name', { mounts: [home, home] }],
  ['HubNameInvalid', 'mounts[0].name', { mounts: [local({ name: 'My Home' })] }],
  ['HubPathInvalid', 'mounts[0].mountPath', { mounts: [local({ mountPath: 'home/{user}' })] }],
  ['HubPathInvalid', 'mounts[0].path', { mounts: [local({ path: '/srv/../etc' })] }],
  ['HubMountRawWritable', 'mounts[1].readOnly', { mounts: [home, local({ role: 'raw', readOnly: false })] }],
  ['HubMountHomePerProposal', 'mounts[0].perProposal', { mounts: [local({ perProposal: true })] }],
  ['HubMountHomeShared', 'mounts[0].mountPath', { mounts: [local({ mountPath: '/home' })] }],
])('fails with %s at %s (%#)', (code, prop, more) => {
  const found = problemsOf((scope, platform) => hub(scope, platform, more));
  expect(found).toEqual([{ code, prop, construct: 'site-fake/Notebooks', message: expect.any(String) }]);
});

test.each<[string, string, More, readonly string[], string | undefined]>([
  [
    'HubQueueUnknown',
    'profiles[0].queue',
    { batch: true, profiles: [Profile.cpu('p', { ...size, queue: 'nise' })] },
    ['nice', 'gpu'],
    'nice',
  ],
  [
    'HubGpuUnknown',
    'profiles[0].model',
    { batch: true, profiles: [Profile.gpu('p', { ...gpu, queue: 'gpu', model: 'A4O' })] },
    ['A40'],
    'A40',
  ],
  ['HubGpuUnknown', 'profiles[0].model', { profiles: [Profile.gpu('p', gpu)] }, [], undefined],
  [
    'HubMountRoleUnknown',
    'mounts[1].role',
    { mounts: [home, local({ role: 'result' })] },
    ['home', 'raw', 'results', 'software'],
    'results',
  ],
])('fails with %s at %s, and says what is there (%#)', (code, prop, more, allowed, nearest) => {
  const found = problemsOf((scope, platform) => hub(scope, platform, more));
  const near = nearest === undefined ? {} : { nearest };
  expect(found).toEqual([{ code, prop, construct: 'site-fake/Notebooks', message: expect.any(String), allowed, ...near }]);
});

test('fails with all problems at once', () => {
  const profiles = [
    Profile.gpu('X', { cores: 9, memory: Size.tebibytes(1), gpus: 1, model: 'H100' }),
    Profile.cpu('p', { ...size, queue: 'none' }),
  ];
  const found = problemsOf((scope, platform) =>
    hub(scope, platform, { batch: true, profiles, mounts: [local({ role: 'raw', readOnly: false })] }),
  );
  expect(found.map((p) => p.code).sort()).toEqual([
    'HubGpuUnknown',
    'HubMountRawWritable',
    'HubNameInvalid',
    'HubNoHome',
    'HubProfileTooLarge',
    'HubProfileTooLarge',
    'HubQueueUnknown',
  ]);
});
