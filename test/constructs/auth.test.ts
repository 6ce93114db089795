import { Account, Auth, Duration, Federation, IdentityMap, Secret } from '../../constructs';
import type { AuthProps } from '../../constructs/auth/auth';
import type { AuthSpec } from '../../constructs/auth/auth-spec';
import { Blueprint } from '../../core/blueprint';
import { fakeBroker, FakeSite, problemsOf, type FakePlatform } from '../fake-platform';

const claims = { user: 'preferred_username', uid: 'uidNumber', gid: 'gidNumber' };
const identities = IdentityMap.fromClaims(claims);
const secret = Secret.env('FEDERATION_SECRET');
const umbrella = { issuer: 'https://proxy.umbrella.example', clientId: 'fake', secret };
const person = { username: 'marie', firstName: 'Marie', lastName: 'Dupont', email: 'marie@fake.example' };
const linked = { ...person, uid: 21001, gid: 21001, federation: 'umbrella', subject: '0a1b@umbrella.example' };
const ldap = { url: 'ldaps://ldap.fake.example', usersDn: 'ou=people', bindDn: 'cn=daas', bindSecret: secret };

type Props = Partial<AuthProps<FakePlatform>>;

function made(props: Props): { site: FakeSite; auth: Auth; spec: () => AuthSpec } {
  let auth: Auth | undefined;
  const site = new FakeSite((scope, platform) => {
    auth = new Auth(scope, 'Auth', { platform, identities, contact: 'help@fake.example', ...props }) as unknown as Auth;
  });
  return { site, auth: auth!, spec: () => site.platform.given<AuthSpec>('bindAuth')[0]! };
}

const problems = (props: Props) =>
  problemsOf((scope, platform) => new Auth(scope, 'Auth', { platform, identities, contact: 'help@fake.example', ...props }));

test('a broker that says nothing of claims and contact has the usual ones, and those of its site', () => {
  const { site, spec } = made({ federations: [Federation.umbrella(umbrella)], identities: undefined, contact: undefined });
  expect(site.problems).toEqual([]);
  expect(spec().identities).toEqual({ ...claims, groups: null, minimumUid: 1000 });
  expect(spec()).toMatchObject({ contact: site.facts.contact, title: site.facts.facility });
});

test('proposals are read out of a community’s entitlements, and nothing that only looks like one', () => {
  const { claim, pattern } = IdentityMap.entitlements({ namespace: 'urn:geant:umbrella.example', group: 'proposal-[0-9]+' });
  const read = (value: string) => new RegExp(pattern).exec(value)?.[1];
  expect(claim).toBe('eduperson_entitlement');
  expect(read('urn:geant:umbrella.example:group:proposal-4711#umbrella.example')).toBe('proposal-4711');
  expect(read('urn:geant:umbrella.example:group:proposal-4711:role=admin#umbrella.example')).toBeUndefined();
  expect(read('urn:geant:umbrellaXexample:group:proposal-4711#umbrella.example')).toBeUndefined();
  expect(read('urn:geant:umbrella.example:group:proposal-4711#elsewhere.example')).toBeUndefined();
});

test('a broker with one federation has everything else by default', () => {
  const { site, spec } = made({ federations: [Federation.umbrella(umbrella)], accounts: [Account.linked(linked)] });
  expect(site.problems).toEqual([]);
  expect(spec()).toMatchInlineSnapshot(`
   {
     "accounts": [
       {
         "attributes": {
           "gidNumber": [
             "21001",
           ],
           "uidNumber": [
             "21001",
           ],
         },
         "email": "marie@fake.example",
         "firstName": "Marie",
         "lastName": "Dupont",
         "linkedTo": {
           "federation": "umbrella",
           "subject": "0a1b@umbrella.example",
         },
         "password": null,
         "username": "marie",
       },
     ],
     "adminPassword": {
       "name": "BROKER_ADMIN_PASSWORD",
       "store": "site",
     },
     "clients": [],
     "contact": "help@fake.example",
     "federations": [
       {
         "alias": "umbrella",
         "claims": [
           "voperson_id",
           "eduperson_entitlement",
         ],
         "clientId": "fake",
         "issuer": "https://proxy.umbrella.example",
         "kind": "oidc",
         "scopes": [
           "openid",
           "profile",
           "email",
           "voperson_id",
           "aarc",
         ],
         "secret": {
           "store": "env",
           "variable": "FEDERATION_SECRET",
         },
         "title": "UmbrellaID",
       },
     ],
     "identities": {
       "gid": "gidNumber",
       "groups": null,
       "minimumUid": 1000,
       "uid": "uidNumber",
       "user": "preferred_username",
     },
     "realm": "daas",
     "sessionIdleSeconds": 1800,
     "title": "Fake Light Source",
   }
  `);
  expect(site.recorded('Auth')).toEqual(spec());
});

test('every federation is a kind of its own, with an alias that stays', () => {
  const saml = { entityId: 'https://proxy.fake.example', metadataUrl: 'https://proxy.fake.example/metadata' };
  const { site, spec } = made({
    federations: [
      Federation.umbrella(umbrella),
      Federation.assent(umbrella),
      Federation.oidc({ ...umbrella, claims: ['sub'] }),
      Federation.eduGain(saml),
      Federation.saml({ ...saml, alias: 'proxy', title: 'Proxy' }),
      Federation.ldap(ldap),
      Federation.icat({ url: 'https://icat.fake.example', authenticator: 'db' }),
    ],
  });
  expect(site.problems).toEqual([]);
  expect(spec().federations).toMatchInlineSnapshot(`
   [
     {
       "alias": "umbrella",
       "claims": [
         "voperson_id",
         "eduperson_entitlement",
       ],
       "clientId": "fake",
       "issuer": "https://proxy.umbrella.example",
       "kind": "oidc",
       "scopes": [
         "openid",
         "profile",
         "email",
         "voperson_id",
         "aarc",
       ],
       "secret": {
         "store": "env",
         "variable": "FEDERATION_SECRET",
       },
       "title": "UmbrellaID",
     },
     {
       "alias": "assent",
       "claims": [
         "voperson_id",
         "eduperson_entitlement",
       ],
       "clientId": "fake",
       "issuer": "https://proxy.umbrella.example",
       "kind": "oidc",
       "scopes": [
         "openid",
         "profile",
         "email",
       ],
       "secret": {
         "store": "env",
         "variable": "FEDERATION_SECRET",
       },
       "title": "Assent",
     },
     {
       "alias": "oidc",
       "claims": [
         "sub",
       ],
       "clientId": "fake",
       "issuer": "https://proxy.umbrella.example",
       "kind": "oidc",
       "scopes": [
         "openid",
         "profile",
         "email",
       ],
       "secret": {
         "store": "env",
         "variable": "FEDERATION_SECRET",
       },
       "title": "Single sign-on",
     },
     {
       "alias": "edugain",
       "claims": [
         "voperson_id",
         "eduperson_entitlement",
       ],
       "entityId": "https://proxy.fake.example",
       "kind": "saml",
       "metadataUrl": "https://proxy.fake.example/metadata",
       "title": "eduGAIN (home institution)",
     },
     {
       "alias": "proxy",
       "claims": [
         "voperson_id",
         "eduperson_entitlement",
       ],
       "entityId": "https://proxy.fake.example",
       "kind": "saml",
       "metadataUrl": "https://proxy.fake.example/metadata",
       "title": "Proxy",
     },
     {
       "alias": "ldap",
       "bindDn": "cn=daas",
       "bindSecret": {
         "store": "env",
         "variable": "FEDERATION_SECRET",
       },
       "claims": [
         "uidNumber",
         "gidNumber",
       ],
       "kind": "ldap",
       "title": "Facility account",
       "url": "ldaps://ldap.fake.example",
       "usernameAttribute": "uid",
       "usersDn": "ou=people",
     },
     {
       "alias": "icat",
       "authenticator": "db",
       "claims": [],
       "kind": "icat",
       "title": "ICAT account",
       "url": "https://icat.fake.example",
     },
   ]
  `);
  expect(site.platform.given('bindIcatBridge')).toEqual([
    { kind: 'icat', alias: 'icat', title: 'ICAT account', claims: [], url: 'https://icat.fake.example', authenticator: 'db' },
  ]);
});

test('consumers that come later are clients too, sorted, each with a secret named after it', () => {
  const { auth, spec } = made({
    accounts: [Account.withPassword({ ...person, password: secret })],
    realm: 'other',
    sessionIdle: Duration.hours(1),
  });
  const login = auth.addClient('open-ondemand', { title: 'OOD', redirectUris: ['https://ood.fake.example/oidc'] });
  auth.addClient('hub', {
    title: 'Hub',
    redirectUris: [],
    postLogoutRedirectUris: () => ['https://fake.example/'],
    secret,
    subjectAttribute: 'voperson_id',
  });
  expect(login).toEqual({
    ...fakeBroker('other'),
    clientId: 'open-ondemand',
    secret: { store: 'site', name: 'OPEN_ONDEMAND_CLIENT_SECRET' },
    scopes: ['openid', 'profile'],
    label: 'facility account',
  });
  expect(spec()).toMatchObject({ realm: 'other', sessionIdleSeconds: 3600 });
  expect(spec().clients).toMatchInlineSnapshot(`
   [
     {
       "clientId": "hub",
       "postLogoutRedirectUris": [
         "https://fake.example/",
       ],
       "redirectUris": [],
       "secret": {
         "store": "env",
         "variable": "FEDERATION_SECRET",
       },
       "subjectAttribute": "voperson_id",
       "title": "Hub",
     },
     {
       "clientId": "open-ondemand",
       "postLogoutRedirectUris": [],
       "redirectUris": [
         "https://ood.fake.example/oidc",
       ],
       "secret": {
         "name": "OPEN_ONDEMAND_CLIENT_SECRET",
         "store": "site",
       },
       "subjectAttribute": null,
       "title": "OOD",
     },
   ]
  `);
  expect(auth.redirectUri('umbrella')).toBe('https://login.fake.example/realms/other/broker/umbrella/endpoint');
});

test('the account page is a service of the portal, and log-in pages are open to users, federations to the broker', () => {
  const { site, auth } = made({ federations: [Federation.umbrella(umbrella), Federation.ldap(ldap)] });
  expect(auth.service).toMatchInlineSnapshot(`
   {
     "action": "Open my account",
     "description": "Your log-in at this facility: UmbrellaID or Facility account.",
     "healthUrl": "https://login.fake.example/realms/daas/health",
     "id": "auth",
     "title": "My account",
     "url": "https://login.fake.example/realms/daas/account",
   }
  `);
  expect(Blueprint.of(site).flows).toEqual([
    { from: 'auth', to: 'ldap', port: 636, protocol: 'tcp', why: 'log-ins by Facility account' },
    { from: 'auth', to: 'umbrella', port: 443, protocol: 'tcp', why: 'log-ins by UmbrellaID' },
    { from: 'users', to: 'auth', port: 443, protocol: 'tcp', why: 'log-in pages' },
  ]);
});

const oidc = (more: object) => Federation.oidc({ ...umbrella, ...more });
const groups = (pattern: string) => IdentityMap.fromClaims({ ...claims, groups: { claim: 'eduperson_entitlement', pattern } });
const accounts = [Account.withPassword({ ...person, password: secret })];

test.each<[string, string, Props]>([
  ['AuthNobodyCanLogIn', 'federations', {}],
  ['AuthNameInvalid', 'realm', { accounts, realm: 'DaaS' }],
  ['AuthNameInvalid', 'federations[0].alias', { federations: [oidc({ alias: 'My IdP' })] }],
  ['AuthNameTwice', 'federations[1].name', { federations: [oidc({}), oidc({})] }],
  ['AuthUrlInvalid', 'federations[0].issuer', { federations: [oidc({ issuer: 'proxy' })] }],
  ['AuthUrlNotHttps', 'federations[0].issuer', { federations: [oidc({ issuer: 'http://proxy.fake.example' })] }],
  [
    'AuthUrlNotHttps',
    'federations[0].metadataUrl',
    { federations: [Federation.saml({ entityId: 'e', metadataUrl: 'http://fake.example' })] },
  ],
  ['AuthUrlNotHttps', 'federations[0].url', { federations: [Federation.icat({ url: 'http://icat.fake.example', authenticator: 'db' })] }],
  ['AuthLdapNotTls', 'federations[0].url', { federations: [Federation.ldap({ ...ldap, url: 'ldap://fake.example' })] }],
  ['AuthClaimMissing', 'identities.user', { accounts, identities: IdentityMap.fromClaims({ ...claims, user: '' }) }],
  ['AuthUidTooLow', 'identities.minimumUid', { accounts, identities: IdentityMap.fromClaims({ ...claims, minimumUid: 999 }) }],
  ['AuthUidTooLow', 'identities.minimumUid', { accounts, identities: IdentityMap.fromClaims({ ...claims, minimumUid: 1000.5 }) }],
  ['AuthGroupPattern', 'identities.groups.pattern', { accounts, identities: groups('proposal-[0-9]+') }],
  ['AuthGroupPattern', 'identities.groups.pattern', { accounts, identities: groups('(a)(b)') }],
  ['AuthGroupPattern', 'identities.groups.pattern', { accounts, identities: groups('(') }],
  ['AuthAccountName', 'accounts[0].username', { accounts: [Account.withPassword({ ...person, username: 'Marie', password: secret })] }],
  ['AuthNameTwice', 'accounts[1].name', { accounts: [...accounts, ...accounts] }],
  [
    'AuthUidTooLow',
    'accounts[0].uidNumber',
    { federations: [Federation.umbrella(umbrella)], accounts: [Account.linked({ ...linked, uid: 0 })] },
  ],
  [
    'AuthUidTooLow',
    'accounts[0].gidNumber',
    { federations: [Federation.umbrella(umbrella)], accounts: [Account.linked({ ...linked, gid: NaN })] },
  ],
])('fails with %s at %s (%#)', (code, prop, props) => {
  expect(problems(props)).toEqual([{ code, prop, construct: 'site-fake/Auth', message: expect.any(String) }]);
});

test('fails with AuthFederationUnknown when an account is linked elsewhere, and says where it could be', () => {
  const federations = [Federation.umbrella(umbrella), Federation.assent(umbrella)];
  expect(problems({ federations, accounts: [Account.linked({ ...linked, federation: 'umbrela' })] })).toEqual([
    {
      code: 'AuthFederationUnknown',
      construct: 'site-fake/Auth',
      prop: 'accounts[0].federation',
      message: "federation 'umbrela' is not defined",
      allowed: ['umbrella', 'assent'],
      nearest: 'umbrella',
    },
  ]);
});

test('fails with all problems at once', () => {
  const found = problems({
    realm: 'D a a S',
    identities: IdentityMap.fromClaims({ user: '', uid: '', gid: 'g', minimumUid: 0 }),
    federations: [oidc({ issuer: 'x' })],
    accounts: [Account.linked({ ...linked, username: 'R O O T', uid: 0 })],
  });
  expect(found.map((p) => p.code).sort()).toEqual([
    'AuthAccountName',
    'AuthClaimMissing',
    'AuthClaimMissing',
    'AuthFederationUnknown',
    'AuthNameInvalid',
    'AuthUidTooLow',
    'AuthUidTooLow',
    'AuthUrlInvalid',
  ]);
});

test('an issuer on this machine’s loopback may be plain http', () => {
  expect(problems({ federations: [oidc({ issuer: 'http://localhost:9002/realms/umbrella' })] })).toEqual([]);
});
