import type { AuthSpec, ClientSpec } from '../../../constructs/auth/auth-spec';
import { renderRealm } from '../../../platforms/keycloak/realm';
import { secret, ISSUER, UMBRELLA, EDUGAIN, LDAP, MARIE, NOTEBOOKS, spec } from './specs';

const render = (changes?: Partial<AuthSpec>, issuer = ISSUER) => renderRealm(spec(changes), { issuer });
const realmOf = (changes?: Partial<AuthSpec>) => render(changes).realm;

describe('settings of the realm', () => {
  test('are strict', () => {
    const plain = Object.entries(realmOf()).filter(([, value]) => typeof value !== 'object');
    expect(Object.fromEntries(plain)).toMatchInlineSnapshot(`
{
  "accessTokenLifespan": 300,
  "bruteForceProtected": true,
  "displayName": "Facility",
  "duplicateEmailsAllowed": true,
  "editUsernameAllowed": false,
  "enabled": true,
  "internationalizationEnabled": false,
  "loginWithEmailAllowed": false,
  "realm": "daas",
  "registrationAllowed": false,
  "rememberMe": false,
  "resetPasswordAllowed": false,
  "sslRequired": "external",
  "ssoSessionIdleTimeout": 1800,
  "ssoSessionMaxLifespan": 36000,
  "verifyEmail": false,
}
`);
  });

  test.each([
    ['https://login.facility.example/realms/daas', 'external'],
    ['http://localhost:8180/realms/daas', 'none'],
    ['http://127.0.0.1:8180/realms/daas', 'none'],
    ['http://login.facility.example/realms/daas', 'external'],
    ['https://localhost/realms/daas', 'external'],
  ])('ask for TLS at %s: %s', (issuer, expected) => {
    expect(render({}, issuer).realm['sslRequired']).toBe(expected);
  });

  test('let only administrators and federations write attributes', () => {
    const [component] = realmOf().components['org.keycloak.userprofile.UserProfileProvider']!;
    const profile = JSON.parse(component!.config['kc.user.profile.config']![0]!);
    expect(profile.unmanagedAttributePolicy).toBe('ADMIN_EDIT');
    expect(profile.attributes.flatMap((a: { permissions: { edit: string[] } }) => a.permissions.edit)).toEqual(Array(4).fill('admin'));
    expect(profile.attributes.some((a: object) => 'required' in a)).toBe(false);
  });
});

describe('clients', () => {
  const client = (changes: Partial<ClientSpec> = {}) => realmOf({ clients: [{ ...NOTEBOOKS, ...changes }] }).clients[0]!;

  test('get the code flow with PKCE and nothing else', () => {
    expect({ ...client(), protocolMappers: undefined }).toMatchInlineSnapshot(`
{
  "attributes": {
    "pkce.code.challenge.method": "S256",
    "post.logout.redirect.uris": "https://hub.facility.example/##https://facility.example/",
  },
  "clientAuthenticatorType": "client-secret",
  "clientId": "notebooks",
  "consentRequired": false,
  "defaultClientScopes": [
    "acr",
    "basic",
    "email",
    "profile",
    "web-origins",
  ],
  "directAccessGrantsEnabled": false,
  "enabled": true,
  "frontchannelLogout": false,
  "fullScopeAllowed": false,
  "implicitFlowEnabled": false,
  "name": "Notebooks",
  "optionalClientScopes": [],
  "protocol": "openid-connect",
  "protocolMappers": undefined,
  "publicClient": false,
  "redirectUris": [
    "https://hub.facility.example/hub/oauth_callback",
  ],
  "secret": "$(env:CLIENT_NOTEBOOKS)",
  "serviceAccountsEnabled": false,
  "standardFlowEnabled": true,
  "webOrigins": [],
}
`);
  });

  test('get every claim of the identity map, of accounts and of federations once', () => {
    const claims = client().protocolMappers.map((m) => [m.config['claim.name'], m.config['multivalued']]);
    expect(claims).toEqual([
      ['eduperson_entitlement', 'true'],
      ['gidNumber', 'false'],
      ['proposals', 'true'],
      ['uidNumber', 'false'],
      ['voperson_id', 'false'],
    ]);
  });

  test('find claims in the ID token and in userinfo, and keep them out of access tokens', () => {
    expect(client().protocolMappers[0]).toMatchInlineSnapshot(`
{
  "config": {
    "access.token.claim": "false",
    "claim.name": "eduperson_entitlement",
    "id.token.claim": "true",
    "jsonType.label": "String",
    "multivalued": "true",
    "user.attribute": "eduperson_entitlement",
    "userinfo.token.claim": "true",
  },
  "name": "eduperson_entitlement",
  "protocol": "openid-connect",
  "protocolMapper": "oidc-usermodel-attribute-mapper",
}
`);
  });

  test('get a list when any account has several values', () => {
    const accounts = [MARIE, { ...MARIE, username: 'pierre', attributes: { beamlines: ['id01', 'id02'] } }];
    const mapper = realmOf({ accounts }).clients[0]!.protocolMappers.find((m) => m.name === 'beamlines');
    expect(mapper?.config['multivalued']).toBe('true');
  });

  test('keep a claim with dots in one piece', () => {
    const accounts = [{ ...MARIE, attributes: { 'example.org/id': ['1'] } }];
    const mapper = realmOf({ accounts }).clients[0]!.protocolMappers.find((m) => m.name === 'example.org/id');
    expect(mapper?.config['claim.name']).toBe('example\\.org/id');
  });

  test('without a secret are public, with the origin of their pages', () => {
    const { publicClient, webOrigins, ...rest } = client({ secret: null });
    expect({ publicClient, webOrigins }).toEqual({ publicClient: true, webOrigins: ['https://hub.facility.example'] });
    expect(rest).not.toHaveProperty('secret');
    expect(rest.attributes['pkce.code.challenge.method']).toBe('S256');
  });

  test('without an address for log-outs lead nowhere but to the broker', () => {
    expect(client({ postLogoutRedirectUris: [] }).attributes['post.logout.redirect.uris']).toBe('-');
  });

  test('with a subject attribute get it as sub, and may ask for the scopes of AARC', () => {
    const realm = realmOf({ clients: [{ ...NOTEBOOKS, subjectAttribute: 'voperson_id' }] });
    const sub = realm.clients[0]!.protocolMappers.find((m) => m.name === 'sub');
    expect(sub?.config).toMatchObject({ 'user.attribute': 'voperson_id', 'claim.name': 'sub', 'access.token.claim': 'false' });
    expect(realm.clients[0]!.optionalClientScopes).toEqual(realm.clientScopes.map((s) => s.name));
    expect(realm.clientScopes).toHaveLength(2);
    expect(realmOf().clientScopes).toEqual([]);
  });
});

describe('federations', () => {
  test('by OpenID Connect trust no e-mail address and take the endpoints from discovery', () => {
    expect(realmOf().identityProviders).toMatchInlineSnapshot(`
[
  {
    "alias": "umbrella",
    "config": {
      "backchannelSupported": "false",
      "clientAuthMethod": "client_secret_basic",
      "clientId": "facility",
      "clientSecret": "$(env:FEDERATION_UMBRELLA)",
      "defaultScope": "openid aarc",
      "issuer": "https://proxy.umbrella.example",
      "metadataDescriptorUrl": "https://proxy.umbrella.example/.well-known/openid-configuration",
      "pkceEnabled": "true",
      "pkceMethod": "S256",
      "sendIdTokenOnLogout": "true",
      "syncMode": "IMPORT",
      "useJwksUrl": "true",
      "validateSignature": "true",
    },
    "displayName": "UmbrellaID",
    "enabled": true,
    "firstBrokerLoginFlowAlias": "no account umbrella",
    "providerId": "oidc",
    "storeToken": false,
    "trustEmail": false,
  },
]
`);
  });

  test('bring their claims at every log-in', () => {
    expect(realmOf().identityProviderMappers).toMatchInlineSnapshot(`
[
  {
    "config": {
      "claim": "voperson_id",
      "syncMode": "FORCE",
      "user.attribute": "voperson_id",
    },
    "identityProviderAlias": "umbrella",
    "identityProviderMapper": "oidc-user-attribute-idp-mapper",
    "name": "voperson_id",
  },
  {
    "config": {
      "claim": "eduperson_entitlement",
      "syncMode": "FORCE",
      "user.attribute": "eduperson_entitlement",
    },
    "identityProviderAlias": "umbrella",
    "identityProviderMapper": "oidc-user-attribute-idp-mapper",
    "name": "eduperson_entitlement",
  },
]
`);
  });

  test('by SAML know people by the identifier of the community', () => {
    const realm = realmOf({ federations: [EDUGAIN], accounts: [] });
    expect(realm.identityProviders[0]!.config).toMatchInlineSnapshot(`
{
  "entityId": "https://login.facility.example/realms/daas",
  "idpEntityId": "https://proxy.example/idp",
  "metadataDescriptorUrl": "https://proxy.example/metadata",
  "postBindingAuthnRequest": "true",
  "postBindingResponse": "true",
  "principalAttribute": "urn:oid:1.3.6.1.4.1.25178.4.1.6",
  "principalType": "ATTRIBUTE",
  "signatureAlgorithm": "RSA_SHA256",
  "syncMode": "IMPORT",
  "useMetadataDescriptorUrl": "true",
  "validateSignature": "true",
  "wantAssertionsSigned": "true",
  "wantAuthnRequestsSigned": "true",
}
`);
    expect(realm.identityProviderMappers.map((m) => m.config['attribute.name'])).toEqual(['urn:oid:1.3.6.1.4.1.25178.4.1.6', 'homeTown']);
  });

  test('by SAML without that identifier ask for a persistent one', () => {
    const [provider] = realmOf({ federations: [{ ...EDUGAIN, claims: [] }], accounts: [] }).identityProviders;
    expect(provider!.config).toMatchObject({ principalType: 'SUBJECT', nameIDPolicyFormat: expect.stringMatching(/persistent$/) });
  });

  test('by LDAP are components that only read', () => {
    const realm = realmOf({ federations: [LDAP], accounts: [] });
    const [directory] = realm.components['org.keycloak.storage.UserStorageProvider']!;
    expect(directory!.config).toMatchObject({
      editMode: ['READ_ONLY'],
      connectionUrl: [LDAP.url],
      bindCredential: ['$(env:FEDERATION_LDAP)'],
    });
    const mappers = Object.values(directory!.subComponents!)[0]!;
    expect(mappers.map((m) => m.name)).toEqual(['username', 'first name', 'last name', 'email', 'uidNumber']);
    expect(mappers.every((m) => m.config['read.only']![0] === 'true')).toBe(true);
    expect(realm.identityProviders).toEqual([]);
  });
});

describe('a person whom nobody knows here', () => {
  const page = (changes: Partial<AuthSpec> = {}) => realmOf(changes).authenticatorConfig[0]!.config['denyErrorMessage'];

  test('is refused with the contact', () => {
    expect(page()).toMatchInlineSnapshot(
      `"You logged in at UmbrellaID, but there is no account for you at this facility. To get access, write to user-office@facility.example. To use another identity, <a href="{logoutUrl}">log out at UmbrellaID</a> and start again."`,
    );
    expect(realmOf().authenticationFlows).toMatchInlineSnapshot(`
[
  {
    "alias": "no account umbrella",
    "authenticationExecutions": [
      {
        "authenticator": "deny-access-authenticator",
        "authenticatorConfig": "no account umbrella",
        "authenticatorFlow": false,
        "priority": 10,
        "requirement": "REQUIRED",
        "userSetupAllowed": false,
      },
    ],
    "builtIn": false,
    "description": "Logged in at UmbrellaID, but not known here",
    "providerId": "basic-flow",
    "topLevel": true,
  },
]
`);
  });

  test('is refused by the flow that the federation names', () => {
    const realm = realmOf({ federations: [UMBRELLA, EDUGAIN] });
    expect(realm.identityProviders.map((p) => p.firstBrokerLoginFlowAlias)).toEqual(realm.authenticationFlows.map((f) => f.alias));
  });

  test('sees names as they are written, whatever is in them', () => {
    expect(page({ contact: `<b>l'accueil</b> & {0}` })).toContain('&#60;b&#62;l&#39;accueil&#60;/b&#62; &#38; &#123;0&#125;');
  });

  test('of a SAML federation gets no log-out link, for there is none without a request', () => {
    expect(page({ federations: [EDUGAIN] })).not.toContain('logoutUrl');
  });
});

describe('accounts and secrets', () => {
  test('an account is linked by the subject and has no password', () => {
    expect(realmOf().users).toMatchInlineSnapshot(`
[
  {
    "attributes": {
      "gidNumber": [
        "21001",
      ],
      "uidNumber": [
        "21001",
      ],
    },
    "email": "marie@facility.example",
    "emailVerified": true,
    "enabled": true,
    "federatedIdentities": [
      {
        "identityProvider": "umbrella",
        "userId": "0a1b@umbrella.example",
        "userName": "0a1b@umbrella.example",
      },
    ],
    "firstName": "Marie",
    "lastName": "Dupont",
    "username": "marie",
  },
]
`);
  });

  test('an account with a password is linked to nothing, and has no attribute without a value', () => {
    const account = { ...MARIE, linkedTo: null, password: secret('MARIE'), attributes: { eduperson_entitlement: [] } };
    const [user] = realmOf({ accounts: [account] }).users;
    expect(user).toMatchObject({ attributes: {}, credentials: [{ type: 'password', value: '$(env:PASSWORD_MARIE)', temporary: false }] });
    expect(user).not.toHaveProperty('federatedIdentities');
  });

  test('every placeholder has a reference, and every reference a placeholder', () => {
    const { realm, secrets } = render({ federations: [UMBRELLA, LDAP] });
    const found = [...JSON.stringify(realm).matchAll(/\$\(env:([A-Z0-9_]+)\)/g)].map((m) => m[1]!);
    expect(found.sort()).toEqual(Object.keys(secrets).sort());
    expect(secrets['CLIENT_NOTEBOOKS']).toEqual(secret('NOTEBOOKS'));
    expect(secrets).not.toHaveProperty('ADMIN_PASSWORD');
  });

  test('clients whose names are the same in capitals keep their own secrets', () => {
    const clients = [
      { ...NOTEBOOKS, clientId: 'a-b', secret: secret('ONE') },
      { ...NOTEBOOKS, clientId: 'a.b', secret: secret('TWO') },
    ];
    const { realm, secrets } = render({ clients });
    expect(realm.clients.map((c) => c.secret)).toEqual(['$(env:CLIENT_A_B)', '$(env:CLIENT_A_B_2)']);
    expect(secrets).toMatchObject({ CLIENT_A_B: secret('ONE'), CLIENT_A_B_2: secret('TWO') });
  });

  test('the same spec gives the same realm', () => {
    expect(JSON.stringify(render())).toBe(JSON.stringify(render()));
  });
});
