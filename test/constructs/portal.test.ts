import {
  Account,
  Auth,
  BatchCluster,
  DataCatalogue,
  Duration,
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
  VisaCloud,
} from '../../constructs';
import type { AuthSpec } from '../../constructs/auth/auth-spec';
import type { LandingPageSpec } from '../../constructs/portal/landing-page-spec';
import { cloudPorts, type VisaOptions } from '../../constructs/portal/visa';
import type { VisaSpec } from '../../constructs/portal/visa-spec';
import type { LandingPageOptions } from '../../constructs/portal/landing-page';
import { Blueprint } from '../../core/blueprint';
import { portText } from '../../core/port-range';
import { FakeSite, problemsOf, type FakePlatform } from '../fake-platform';

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

function cluster(site: FakeSite, platform: FakePlatform): BatchCluster {
  const queues = [Queue.named('daily', { limit: Duration.days(1), coresPerNode: 44, memoryPerNode: Size.gibibytes(384) })];
  return new BatchCluster(site, 'Merlin', { platform, scheduler: Scheduler.slurm({ existing: true }), queues }) as BatchCluster;
}

const landingPage = (options: Partial<LandingPageOptions>) => (site: FakeSite, platform: FakePlatform) =>
  new Portal(site, 'Portal', {
    platform,
    auth: auth(site, platform),
    kind: Portal.landingPage({ hubs: [], access: ['Ask.'], ...options }),
  });

test('a landing page shows services, software with links into the first hub, and data', () => {
  const site = new FakeSite((scope, platform) => {
    const login = auth(scope, platform);
    const software = new SoftwareCatalogue(scope, 'Software', { packages: [Software.pyFai()] });
    const profiles = [Profile.cpu('small', { cores: 1, memory: Size.gibibytes(2) })];
    const mounts = [Mount.local({ role: 'home', path: '/srv/home' })];
    const hub = new Hub(scope, 'Notebooks', { platform, auth: login, profiles, mounts });
    const data = [new DataCatalogue(scope, 'Data', { kind: DataCatalogue.icat({ url: 'https://icat.fake.example' }) })];
    const kind = Portal.landingPage({ hubs: [hub], access: ['Ask.'], software, data, theme: { primary: '#112233' } });
    new Portal(scope, 'Portal', { platform, auth: login, kind });
  });
  expect(site.problems).toEqual([]);
  const spec = site.platform.given<LandingPageSpec>('bindLandingPage')[0]!;
  const { software, ...rest } = spec;
  expect(rest).toMatchInlineSnapshot(`
   {
     "access": [
       "Ask.",
     ],
     "contact": "help@fake.example",
     "data": [
       {
         "existing": true,
         "kind": "icat",
         "title": "ICAT",
         "url": "https://icat.fake.example",
       },
     ],
     "domain": "fake.example",
     "facility": "Fake Light Source",
     "name": "portal",
     "services": [
       {
         "action": "Open notebooks",
         "description": "JupyterLab beside your data, with the facility’s analysis software.",
         "healthUrl": "https://notebooks.fake.example/health",
         "id": "notebooks",
         "title": "Notebooks",
         "url": "https://notebooks.fake.example/hub/spawn",
       },
       {
         "action": "Open my account",
         "description": "Your log-in at this facility: facility account.",
         "healthUrl": "https://login.fake.example/realms/daas/health",
         "id": "auth",
         "title": "My account",
         "url": "https://login.fake.example/realms/daas/account",
       },
     ],
     "tagline": "Analyse the data of your experiment at Fake Light Source in your browser.",
     "theme": {
       "accent": "#e07b00",
       "logo": null,
       "primary": "#112233",
     },
     "title": "Data analysis services",
   }
  `);
  expect(software.map((s) => s.notebookUrl)).toEqual(['https://notebooks.fake.example/hub/user-redirect/lab/tree/examples/saxs.ipynb']);
  expect(site.recorded('Portal')).toEqual(spec);
});

test('software without a hub has no link', () => {
  const site = new FakeSite((scope, platform) =>
    landingPage({ software: new SoftwareCatalogue(scope, 'Software', { packages: [Software.pyFai()] }) })(scope, platform),
  );
  expect(site.platform.given<LandingPageSpec>('bindLandingPage')[0]!.software.map((s) => s.notebookUrl)).toEqual([null]);
});

const DESKTOPS = { url: 'https://desktops.fake.example', token: Secret.site('DESKTOPS_TOKEN'), desktops: '10.20.0.0/16' };
const visa = (options: Partial<VisaOptions> = {}) =>
  Portal.visa({ cloud: VisaCloud.webProvider(DESKTOPS), administrators: ['marie'], ...options });

test('VISA and Open OnDemand are clients of the broker by exact redirect URIs', () => {
  const site = new FakeSite((scope, platform) => {
    const login = auth(scope, platform);
    new Portal(scope, 'Visa', { platform, auth: login, kind: visa() });
    new Portal(scope, 'OnDemand', {
      platform,
      auth: login,
      kind: Portal.openOnDemand({ clusters: [cluster(scope, platform)], nodeNames: 'node[0-9]+' }),
    });
  });
  const clients = site.platform.given<AuthSpec>('bindAuth')[0]!.clients.map((c) => [c.clientId, c.redirectUris, c.postLogoutRedirectUris]);
  expect(clients).toEqual([
    ['on-demand', ['https://on-demand.fake.example/oidc'], ['https://on-demand.fake.example']],
    ['visa', ['https://visa.fake.example/home'], ['https://visa.fake.example/login']],
  ]);
  expect(site.platform.given('bindVisa')).toMatchObject([{ name: 'visa', login: { clientId: 'visa', secret: null } }]);
  expect(site.platform.given('bindOpenOnDemand')).toMatchObject([
    { name: 'on-demand', login: { clientId: 'on-demand' }, userClaim: 'u', clusters: [{ name: 'merlin', scheduler: 'slurm' }] },
  ]);
  expect(site.recorded('Visa')).toMatchObject({ kind: 'visa', name: 'visa' });
  expect(site.recorded('OnDemand')).toMatchObject({ kind: 'open-ondemand' });
});

test('fails with problems for an Open OnDemand without cluster, with a proxy to everywhere, and an unpinned package', () => {
  const found = problemsOf((scope, platform) => {
    const release = { url: 'http://ondemand.fake.example/release.deb', sha256: 'none' };
    const kind = Portal.openOnDemand({ clusters: [], nodeNames: '.*', desktop: 'xcfe' as 'xfce', release });
    new Portal(scope, 'OnDemand', { platform, auth: auth(scope, platform), kind });
  });
  expect(found.map((p) => [p.code, p.prop, p.nearest])).toEqual([
    ['PortalNoCluster', 'kind.clusters', undefined],
    ['PortalNodeNames', 'kind.nodeNames', undefined],
    ['PortalDesktopUnknown', 'kind.desktop', 'xfce'],
    ['PortalUrlNotHttps', 'kind.release.url', undefined],
    ['PortalReleaseChecksum', 'kind.release.sha256', undefined],
  ]);
});

const OPENSTACK = {
  endpoints: {
    identity: 'https://os.fake.example:5000',
    compute: 'https://os.fake.example:8774',
    placement: 'https://os.fake.example:8778',
    image: 'https://os.fake.example:9292',
    network: 'https://os.fake.example:9696',
  },
  network: { name: 'desktops', id: '2b7e' },
  desktops: '10.20.0.0/16',
  credentialId: 'c0ffee',
  credentialSecret: Secret.env('VISA_CREDENTIAL'),
};
const PREPARED = {
  service: 'teaching',
  compute: {
    endpoints: OPENSTACK.endpoints,
    network: { ...OPENSTACK.network, cidr: '10.30.0.0/16' },
    securityGroup: { name: 'teaching', id: 's1' },
    images: [{ name: 'visa-2026.1', id: 'i1' }],
    flavors: [{ name: 'small', id: 'f1', cores: 2, memoryMebibytes: 4096, gpu: null }],
    credential: { id: 'c1', secret: '${TfToken[SECRET.1]}' },
  },
};

test('VISA’s firewall opens the ports that a cloud’s APIs have, also where their addresses are known at apply only', () => {
  const ports = (compute: object) => cloudPorts(VisaCloud.desktops({ ...PREPARED, compute: { ...PREPARED.compute, ...compute } }).spec);
  const endpoints = Object.fromEntries(Object.keys(OPENSTACK.endpoints).map((name) => [name, '${TfToken[URL.1]}']));
  expect([ports({}), ports({ endpoints }), ports({ endpoints, apiPorts: [9292, 8774] })]).toEqual([
    [5000, 8774, 8778, 9292, 9696],
    [443],
    [8774, 9292],
  ]);
});

test('VISA’s record says what was asked for, and where desktops are reached from', () => {
  const site = new FakeSite((scope, platform) => {
    const kind = visa({
      cloud: VisaCloud.openStack(OPENSTACK),
      lifetime: Duration.days(7),
      mail: { host: 'mail.fake.example', from: 'visa@fake.example' },
      signing: { privateKey: Secret.file('/run/visa.pem'), publicKey: Secret.file('/run/visa.pub') },
    });
    new Portal(scope, 'Visa', { platform, auth: auth(scope, platform), kind });
  });
  expect(site.problems).toEqual([]);
  const { login: _login, identities: _identities, ...rest } = site.recorded('Visa') as VisaSpec;
  expect(rest).toMatchInlineSnapshot(`
   {
     "administrators": [
       "marie",
     ],
     "cloud": {
       "credentialId": "c0ffee",
       "credentialSecret": {
         "store": "env",
         "variable": "VISA_CREDENTIAL",
       },
       "desktops": "10.20.0.0/16",
       "endpoints": {
         "compute": "https://os.fake.example:8774",
         "identity": "https://os.fake.example:5000",
         "image": "https://os.fake.example:9292",
         "network": "https://os.fake.example:9696",
         "placement": "https://os.fake.example:8778",
       },
       "flavors": [],
       "images": [],
       "kind": "openstack",
       "name": "OpenStack",
       "network": {
         "id": "2b7e",
         "name": "desktops",
       },
       "securityGroup": null,
       "service": "desktops",
     },
     "contact": "help@fake.example",
     "desktopsPerUser": 2,
     "home": "/home/{user}",
     "idleHours": 96,
     "kind": "visa",
     "lifetimeHours": 168,
     "mail": {
       "from": "visa@fake.example",
       "host": "mail.fake.example",
       "port": 25,
     },
     "name": "visa",
     "secondaries": 1,
     "signing": {
       "privateKey": {
         "path": "/run/visa.pem",
         "store": "file",
       },
       "publicKey": {
         "path": "/run/visa.pub",
         "store": "file",
       },
     },
   }
  `);
  expect(
    Blueprint.of(site)
      .flows.filter((f) => f.from === 'visa')
      .map((f) => `${f.to}:${portText(f.port)}`),
  ).toEqual([
    'auth:443',
    ...[5000, 8774, 8778, 9292, 9696].map((port) => `cloud-api:${port}`),
    'desktops:3389',
    'desktops:4822',
    'desktops:5555',
    'desktops:8090',
    'desktops:8091',
    'desktops:8888',
    'mail:25',
  ]);
});

test('VISA takes the desktops that the same site prepares; their secret goes to the platform and into no record', () => {
  const site = new FakeSite((scope, platform) => {
    const kind = visa({ cloud: VisaCloud.desktops(PREPARED) });
    new Portal(scope, 'Visa', { platform, auth: auth(scope, platform), kind });
  });
  expect(site.problems).toEqual([]);
  expect(site.recorded('Visa')).toMatchObject({
    cloud: { service: 'teaching', desktops: '10.30.0.0/16', securityGroup: 'teaching', credentialSecret: { store: 'made' } },
  });
  expect(JSON.stringify(Blueprint.of(site).entries)).not.toContain('TfToken');
  expect(Blueprint.of(site).flows).toContainEqual(expect.objectContaining({ from: 'visa', to: 'teaching', port: 4822 }));
});

test.each<[string, string, Partial<VisaOptions>]>([
  ['PortalNoAdministrator', 'kind.administrators', { administrators: [] }],
  ['PortalAdministratorInvalid', 'kind.administrators[1]', { administrators: ['marie', 'marie@fake.example'] }],
  ['PortalNumberInvalid', 'kind.secondaries', { secondaries: -1 }],
  ['PortalNumberInvalid', 'kind.desktopsPerUser', { desktopsPerUser: 0 }],
  ['PortalPathInvalid', 'kind.home', { home: 'home/{user}' }],
  ['PortalHomeShared', 'kind.home', { home: '/home' }],
  ['PortalLifetime', 'kind.lifetime', { lifetime: Duration.minutes(10) }],
  ['PortalIdleLimit', 'kind.idleLimit', { idleLimit: Duration.minutes(10) }],
  ['PortalMailSender', 'kind.mail.from', { mail: { host: 'mail.fake.example', from: 'VISA' } }],
  ['PortalNetwork', 'kind.cloud.desktops', { cloud: VisaCloud.webProvider({ ...DESKTOPS, desktops: '10.20.0.0' }) }],
  ['PortalUrlNotHttps', 'kind.cloud.url', { cloud: VisaCloud.webProvider({ ...DESKTOPS, url: 'http://desktops.fake.example' }) }],
  [
    'PortalEndpointVersion',
    'kind.cloud.endpoints.compute',
    { cloud: VisaCloud.openStack({ ...OPENSTACK, endpoints: { ...OPENSTACK.endpoints, compute: 'https://os.fake.example:8774/v2.1' } }) },
  ],
  [
    'PortalUrlInvalid',
    'kind.cloud.endpoints.image',
    { cloud: VisaCloud.openStack({ ...OPENSTACK, endpoints: { ...OPENSTACK.endpoints, image: 'glance' } }) },
  ],
])('fails with %s at %s of VISA', (code, prop, options) => {
  const found = problemsOf((scope, platform) => new Portal(scope, 'Visa', { platform, auth: auth(scope, platform), kind: visa(options) }));
  expect(found).toEqual([{ code, prop, construct: 'site-fake/Visa', message: expect.any(String) }]);
});

test('a landing page shows portals that the facility runs, between hubs and account', () => {
  const site = new FakeSite((scope, platform) => {
    const login = auth(scope, platform);
    const kind = Portal.existing({ url: 'https://darts.fake.example', title: 'DARTS', description: 'Desktops.' });
    const desktops = new Portal(scope, 'Desktops', { platform, auth: login, kind });
    new Portal(scope, 'Portal', { platform, auth: login, kind: Portal.landingPage({ hubs: [], portals: [desktops], access: ['Ask.'] }) });
  });
  expect(site.problems).toEqual([]);
  const [desktops, account] = site.platform.given<LandingPageSpec>('bindLandingPage')[0]!.services;
  expect(desktops).toEqual({
    id: 'desktops',
    title: 'DARTS',
    description: 'Desktops.',
    action: 'Open DARTS',
    url: 'https://darts.fake.example',
    healthUrl: null,
  });
  expect(account!.id).toBe('auth');
});

test('an existing portal is linked, on the port that it says', () => {
  const site = new FakeSite((scope, platform) => {
    const kind = Portal.existing({ url: 'https://portal.fake.example:8443' });
    expect(new Portal(scope, 'Portal', { platform, auth: auth(scope, platform), kind }).endpoint).toEqual({
      url: 'https://portal.fake.example:8443',
      healthUrl: null,
    });
  });
  expect(site.problems).toEqual([]);
  expect(Blueprint.of(site).flows).toContainEqual({ from: 'users', to: 'portal', port: 8443, protocol: 'tcp', why: 'portal pages' });
});

test.each<[string, string, Partial<LandingPageOptions>]>([
  ['PortalNoAccess', 'kind.access', { access: [] }],
  ['PortalThemeColour', 'kind.theme.primary', { theme: { primary: 'navy' } }],
  ['PortalThemeColour', 'kind.theme.accent', { theme: { accent: '#fff' } }],
])('fails with %s at %s', (code, prop, options) => {
  expect(problemsOf(landingPage(options))).toEqual([{ code, prop, construct: 'site-fake/Portal', message: expect.any(String) }]);
});

test.each([
  ['PortalUrlNotHttps', 'http://portal.fake.example'],
  ['PortalUrlInvalid', 'portal'],
])('fails with %s for the existing portal %s', (code, url) => {
  const found = problemsOf(
    (site, platform) => new Portal(site, 'Portal', { platform, auth: auth(site, platform), kind: Portal.existing({ url }) }),
  );
  expect(found).toMatchObject([{ code, prop: 'kind.url' }]);
});

test('fails with all problems at once', () => {
  const found = problemsOf(landingPage({ access: [], theme: { primary: 'navy', accent: 'red' } }));
  expect(found.map((p) => p.prop)).toEqual(['kind.theme.primary', 'kind.theme.accent', 'kind.access']);
});
