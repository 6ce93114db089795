import * as vm from 'vm';
import { isSecretObject, type ManifestObject } from '../../../platforms/kubernetes/manifests/kubernetes-object';
import { Postgres } from '../../../platforms/kubernetes/postgres/postgres';
import { renderAttributeProvider } from '../../../platforms/kubernetes/visa/attribute-provider';
import type { VisaDeployment } from '../../../platforms/kubernetes/visa/visa-deployment';
import { renderVisa } from '../../../platforms/kubernetes/visa/render-visa';
import type { Plain } from '../../synthesised';
import { factsOf, OPENSTACK_CLOUD, visaOf, WEB_CLOUD } from './facts';

const render = (deployment: VisaDeployment, facts = factsOf()) => renderVisa(deployment, facts);
const find = (deployment: VisaDeployment, kind: string, name: string | RegExp) =>
  render(deployment).objects.find(
    (o) => o.kind === kind && (typeof name === 'string' ? o.metadata.name === name : name.test(o.metadata.name)),
  ) as (ManifestObject & { spec: Plain; data: Plain }) | undefined;
const environmentOf = (object: Plain): Record<string, unknown> =>
  Object.fromEntries(object.spec.template.spec.containers[0].env.map((e: Plain) => [e.name, e.value ?? e.valueFrom.secretKeyRef]));

test.each([0, 1, 3])('of %i servers beside it, exactly one runs the scheduler and is gone before its successor comes', (secondaries) => {
  const servers = render(visaOf({ secondaries })).objects.filter(
    (o) => o.kind === 'Deployment' && JSON.stringify(o).includes('visa-api-server') && o.metadata.name.startsWith('api-'),
  ) as unknown as Plain[];
  const primaries = servers.filter((s) => environmentOf(s)['VISA_SCHEDULER_ENABLED'] === 'true');
  expect(primaries.map((p) => [p.spec.replicas, p.spec.strategy.type])).toEqual([[1, 'Recreate']]);
  servers.forEach((s) => expect(environmentOf(s)['VISA_VDI_CLEANUP_SESSIONS_ON_STARTUP']).toBe(environmentOf(s)['VISA_SCHEDULER_ENABLED']));
  expect(servers.reduce((sum, s) => sum + s.spec.replicas, 0)).toBe(1 + secondaries);
  servers.forEach((s) => expect(environmentOf(s)['VISA_VDI_REDIS_ENABLED']).toBe(String(secondaries > 0)));
  expect(find(visaOf({ secondaries }), 'Deployment', 'redis') === undefined).toBe(secondaries === 0);
});

test('settings of the API server', () => {
  expect(environmentOf(find(visaOf(), 'Deployment', 'api-primary')!)).toMatchInlineSnapshot(`
   {
     "JAVA_TOOL_OPTIONS": "-XX:MaxRAMPercentage=70 -Djava.io.tmpdir=/tmp",
     "VISA_ACCOUNTS_SERVICE_CLIENT_URL": "http://accounts:8089/api/authenticate",
     "VISA_CLIENT_CONFIG_ANALYTICS_ENABLED": "false",
     "VISA_CLIENT_CONFIG_ANALYTICS_SITE_ID": "",
     "VISA_CLIENT_CONFIG_ANALYTICS_URL": "",
     "VISA_CLIENT_CONFIG_CONTACT_EMAIL": "help@fake.example",
     "VISA_CLIENT_CONFIG_LOGIN_CLIENT_ID": "visa",
     "VISA_CLIENT_CONFIG_LOGIN_ISSUER": "https://login.fake.example/realms/daas",
     "VISA_CLIENT_CONFIG_LOGIN_SCOPE": "openid profile",
     "VISA_CLOUD_ADDRESS_PROVIDER": "desktops",
     "VISA_CLOUD_ADDRESS_PROVIDER_UUID": "2b7e",
     "VISA_CLOUD_APPLICATION_ID": "c0ffee",
     "VISA_CLOUD_APPLICATION_SECRET": {
       "key": "cloud-secret",
       "name": "visa",
     },
     "VISA_CLOUD_COMPUTE_ENDPOINT": "https://os.fake.example:8774",
     "VISA_CLOUD_DEFAULT_PROVIDER_ENABLED": "true",
     "VISA_CLOUD_IDENTITY_ENDPOINT": "https://os.fake.example:5000",
     "VISA_CLOUD_IMAGE_ENDPOINT": "https://os.fake.example:9292",
     "VISA_CLOUD_NETWORK_ENDPOINT": "https://os.fake.example:9696",
     "VISA_CLOUD_PLACEMENT_ENDPOINT": "https://os.fake.example:8778",
     "VISA_CLOUD_SERVER_NAME_PREFIX": "VISA-FAKE",
     "VISA_CORS_ORIGIN": "https://visa.fake.example",
     "VISA_DATABASE_PASSWORD": {
       "key": "password",
       "name": "visa-database-app",
     },
     "VISA_DATABASE_URL": "jdbc:postgresql://visa-database-rw.daas-visa.svc:5432/visa?sslmode=require",
     "VISA_DATABASE_USERNAME": "visa",
     "VISA_DATABASE_VERSION": "13",
     "VISA_DEFAULT_CLOUD_PROVIDER_NAME": "OpenStack",
     "VISA_DEFAULT_CLOUD_PROVIDER_TYPE": "openstack",
     "VISA_INSTANCE_PUBLIC_ACCESS_TOKEN_ENABLED": "false",
     "VISA_INSTANCE_STAFF_MAX_INACTIVITY_DURATION_HOURS": "192",
     "VISA_INSTANCE_STAFF_MAX_LIFETIME_DURATION_HOURS": "1344",
     "VISA_INSTANCE_USER_DEFAULT_QUOTA": "2",
     "VISA_INSTANCE_USER_MAX_INACTIVITY_DURATION_HOURS": "96",
     "VISA_INSTANCE_USER_MAX_LIFETIME_DURATION_HOURS": "336",
     "VISA_LOGGING_EMAIL_APPENDER_ENABLED": "false",
     "VISA_LOGGING_EMAIL_APPENDER_FROM_ADDRESS": "",
     "VISA_LOGGING_EMAIL_APPENDER_MOCKED": "true",
     "VISA_LOGGING_EMAIL_APPENDER_RECIPIENT_ADDRESS": "",
     "VISA_LOGGING_EMAIL_SUBJECT": "",
     "VISA_LOGGING_FILE_ENABLED": "false",
     "VISA_LOGGING_SYSLOG_ENABLED": "false",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_ADMIN_EMAIL_ADDRESS": "help@fake.example",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_BCC_EMAIL_ADDRESS": "",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_DEV_EMAIL_ADDRESS": "",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_ENABLED": "true",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_FROM_EMAIL_ADDRESS": "visa@fake.example",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_HOST": "mail.fake.example",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_MOCKED": "false",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_PORT": "587",
     "VISA_ROOT_URL": "https://visa.fake.example",
     "VISA_SCHEDULER_ENABLED": "true",
     "VISA_SECURITY_GROUP_SERVICE_CLIENT_AUTH_TOKEN": "",
     "VISA_SECURITY_GROUP_SERVICE_CLIENT_ENABLED": "false",
     "VISA_SECURITY_GROUP_SERVICE_CLIENT_URL": "",
     "VISA_SERVER_HOST": "0.0.0.0",
     "VISA_SERVER_PORT": "8086",
     "VISA_VDI_CLEANUP_SESSIONS_ON_STARTUP": "true",
     "VISA_VDI_ENABLED": "true",
     "VISA_VDI_REDIS_ENABLED": "true",
     "VISA_VDI_REDIS_PASSWORD": {
       "key": "redis-password",
       "name": "visa",
     },
     "VISA_VDI_REDIS_URL": "redis://redis:6379",
     "VISA_VDI_SIGNATURE_PRIVATE_KEY_PATH": "/srv/signing/private.pem",
     "VISA_VDI_SIGNATURE_PUBLIC_KEY_PATH": "/srv/signing/public.pem",
   }
  `);
});

test('with the web provider and without mail, only what differs differs', () => {
  const before = environmentOf(find(visaOf(), 'Deployment', 'api-primary')!);
  const after = environmentOf(find(visaOf({ cloud: WEB_CLOUD, mail: null, signing: null }), 'Deployment', 'api-primary')!);
  const differing = Object.entries(after).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
  expect(Object.fromEntries(differing)).toMatchInlineSnapshot(`
   {
     "VISA_CLOUD_WEB_PROVIDER_AUTH_TOKEN": {
       "key": "cloud-secret",
       "name": "visa",
     },
     "VISA_CLOUD_WEB_PROVIDER_URL": "https://proxmox.fake.example:8443",
     "VISA_DEFAULT_CLOUD_PROVIDER_NAME": "Web provider",
     "VISA_DEFAULT_CLOUD_PROVIDER_TYPE": "web",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_ADMIN_EMAIL_ADDRESS": "",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_ENABLED": "false",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_FROM_EMAIL_ADDRESS": "",
     "VISA_NOTIFICATION_EMAIL_ADAPTER_MOCKED": "true",
     "VISA_VDI_SIGNATURE_PRIVATE_KEY_PATH": "",
     "VISA_VDI_SIGNATURE_PUBLIC_KEY_PATH": "",
   }
  `);
  expect(Object.keys(after).filter((name) => /ENDPOINT|APPLICATION/.test(name))).toEqual([]);
});

test('the secret of a credential that the same site makes passes in a Secret of its own', () => {
  const cloud = { ...OPENSTACK_CLOUD, credentialSecret: { store: 'made' } } as const;
  const deployment = visaOf({ cloud }, { madeSecret: '${TfToken[TOKEN.7]}' });
  const secrets = render(deployment).objects.filter(isSecretObject);
  expect(secrets.find((s) => s.metadata.name === 'visa-cloud')).toMatchObject({
    references: {},
    made: { 'cloud-secret': '${TfToken[TOKEN.7]}' },
  });
  expect(secrets.find((s) => s.metadata.name === 'visa')!.references).not.toHaveProperty('cloud-secret');
  expect(environmentOf(find(deployment, 'Deployment', 'api-primary')!)['VISA_CLOUD_APPLICATION_SECRET']).toEqual({
    name: 'visa-cloud',
    key: 'cloud-secret',
  });
  const elsewhere = JSON.stringify(render(deployment).objects.filter((o) => o.metadata.name !== 'visa-cloud'));
  expect(elsewhere).not.toContain('TOKEN.7');
});

test('secrets are references, each once', () => {
  const references = render(visaOf({}, { postgres: Postgres.existing({ host: 'pg.fake.example' }).spec }))
    .objects.filter(isSecretObject)
    .map((s) => [s.metadata.name, s.references]);
  expect(Object.fromEntries(references)).toMatchInlineSnapshot(`
   {
     "visa": {
       "cloud-secret": {
         "name": "VISA_CREDENTIAL",
         "store": "site",
       },
       "redis-password": {
         "name": "VISA_REDIS_PASSWORD",
         "store": "site",
       },
     },
     "visa-database": {
       "password": {
         "name": "VISA_DATABASE_PASSWORD",
         "store": "site",
       },
     },
     "visa-signing": {
       "private.pem": {
         "name": "VISA_PRIVATE_KEY",
         "store": "site",
       },
       "public.pem": {
         "name": "VISA_PUBLIC_KEY",
         "store": "site",
       },
     },
   }
  `);
});

describe('the network', () => {
  const rows = (deployment: VisaDeployment) =>
    render(deployment)
      .objects.filter((o) => o.kind === 'NetworkPolicy' && !['deny-all', 'allow-dns', 'database'].includes(o.metadata.name))
      .flatMap((o) => {
        const { ingress = [], egress = [] } = (o as unknown as Plain).spec;
        const line = (direction: string, rule: Plain, peers: Plain[]) =>
          `${o.metadata.name} ${direction} ${peers.map(peerName).join(' or ')}: ${rule.ports.map((p: Plain) => p.port).join(', ')}`;
        return [...ingress.map((r: Plain) => line('<-', r, r.from)), ...egress.map((r: Plain) => line('->', r, r.to))];
      });
  const peerName = (peer: Plain): string =>
    peer.ipBlock?.cidr ??
    peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] ??
    Object.entries(peer.podSelector.matchLabels as object)
      .at(-1)!
      .at(-1);

  test('allows what VISA’s rows of the port matrix say, and what its parts need among themselves', () => {
    expect(rows(visaOf())).toMatchInlineSnapshot(`
     [
       "web <- ingress-nginx: 8080",
       "api <- ingress-nginx or jupyter-proxy: 8086",
       "api -> accounts: 8089",
       "api -> redis: 6379",
       "api -> 10.20.0.0/16: 3389, 4822, 5555",
       "api -> 0.0.0.0/0 or ::/0: 5000, 8774, 8778, 9292, 9696",
       "api -> 0.0.0.0/0 or ::/0: 587",
       "accounts <- api: 8089",
       "accounts -> 0.0.0.0/0 or ::/0 or ingress-nginx: 443",
       "jupyter-proxy <- ingress-nginx: 8088",
       "jupyter-proxy -> api: 8086",
       "jupyter-proxy -> 10.20.0.0/16: 8090, 8091, 8888",
       "redis <- api: 6379",
       "database-clients -> visa-database: 5432",
     ]
    `);
  });

  test('has nothing for mail, Redis or a database in the cluster where there is none', () => {
    const small = rows(
      visaOf({ secondaries: 0, mail: null }, { postgres: Postgres.existing({ host: 'pg.fake.example', port: 6432 }).spec }),
    );
    expect(small.filter((row) => /redis|587/.test(row))).toEqual([]);
    expect(small).toContain('database-clients -> 0.0.0.0/0 or ::/0: 6432');
  });
});

test('the pages, the API with its web sockets and the notebooks are paths of one address', () => {
  const { metadata, spec } = find(visaOf(), 'Ingress', 'visa')!;
  expect(spec.rules[0].http.paths.map((p: Plain) => [p.path, p.backend.service.name, p.backend.service.port.number])).toEqual([
    ['/api', 'api', 8086],
    ['/jupyter', 'jupyter-proxy', 8088],
    ['/visafs', 'jupyter-proxy', 8088],
    ['/ws/print', 'jupyter-proxy', 8088],
    ['/', 'web', 8080],
  ]);
  expect(metadata.annotations).toMatchObject({ 'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600' });
  expect(find(visaOf(), 'Service', 'api')!.spec.selector).toEqual({ 'daas-kit/visa': 'api' });
});

test('the first content is the site’s administrators and what its cloud has', () => {
  const content = (deployment: VisaDeployment) =>
    JSON.parse(environmentOf(find(deployment, 'Job', /^content-/)!)['VISA_CONTENT'] as string);
  expect(content(visaOf())).toEqual({
    administrators: ['marie'],
    quota: 2,
    securityGroups: ['visa'],
    images: [{ name: 'visa-2026.1', id: 'i1' }],
    flavors: [{ name: 'small', id: 'f1', cores: 2, memoryMebibytes: 4096 }],
  });
  expect(content(visaOf({ cloud: WEB_CLOUD }))).toEqual({
    administrators: ['marie'],
    quota: 2,
    securityGroups: [],
    images: [],
    flavors: [],
  });
});

test('the Job for the first content runs again when there is another administrator, the one for migrations doesn’t', () => {
  const names = (deployment: VisaDeployment) =>
    render(deployment)
      .objects.filter((o) => o.kind === 'Job')
      .map((o) => o.metadata.name);
  const [migrate, content] = names(visaOf());
  expect(names(visaOf({ administrators: ['marie', 'paul'] }))).toEqual([migrate, expect.not.stringMatching(content!)]);
});

describe('the attribute provider', () => {
  const module_ = (home = '/home/{user}') => {
    const text = renderAttributeProvider({ ...visaOf().visa, home });
    const loaded: { exports: Plain } = { exports: {} };
    vm.runInNewContext(text, { module: loaded });
    return loaded.exports;
  };
  const person = (claims: Record<string, unknown>) => ({
    get: (claim: string) => ({ preferred_username: 'marie', uidNumber: '21001', gidNumber: '21001', ...claims })[claim],
  });

  test('gives the user’s name as id, and what a desktop needs to know as text', () => {
    expect(module_().getUserId(person({}))).toBe('marie');
    expect(module_().getUsername(person({}))).toBe('marie');
    expect(module_('/users/{user}/visa').getAccountParameters(person({ uidNumber: 21001, gidNumber: ['100123'] }))).toEqual({
      uid: '21001',
      gid: '100123',
      homePath: '/users/marie/visa',
    });
  });

  test.each([
    ['root', { uidNumber: '0' }],
    ['a system user', { uidNumber: '999' }],
    ['a system group', { gidNumber: '33' }],
    ['nobody knows which user', { uidNumber: undefined }],
    ['two users at once', { uidNumber: ['21001', '21002'] }],
    ['an id that is none', { uidNumber: '0x5209' }],
    ['a negative id', { uidNumber: '-21001' }],
    ['a name that is a path', { preferred_username: '../root' }],
    ['a name that is no user’s', { preferred_username: 'marie@fake.example' }],
    ['no name', { preferred_username: '' }],
  ])('fails to know %s', (_who, claims) => {
    expect(module_().getUserId(person(claims))).toBeNull();
  });
});
