import type { AccountSpec } from '../../../constructs/auth/account';
import type { AuthSpec, ClientSpec } from '../../../constructs/auth/auth-spec';
import type { FederationSpec, LdapFederationSpec } from '../../../constructs/auth/federation-spec';
import type { SecretReference } from '../../../core/secret';

export const secret = (name: string): SecretReference => ({ store: 'site', name });
export const ISSUER = 'https://login.facility.example/realms/daas';

export const UMBRELLA: FederationSpec = {
  kind: 'oidc',
  alias: 'umbrella',
  title: 'UmbrellaID',
  claims: ['voperson_id', 'eduperson_entitlement'],
  issuer: 'https://proxy.umbrella.example',
  clientId: 'facility',
  secret: secret('UMBRELLA'),
  scopes: ['openid', 'aarc'],
};
export const EDUGAIN: FederationSpec = {
  kind: 'saml',
  alias: 'edugain',
  title: 'eduGAIN',
  claims: ['voperson_id', 'homeTown'],
  entityId: 'https://proxy.example/idp',
  metadataUrl: 'https://proxy.example/metadata',
};
export const LDAP: LdapFederationSpec = {
  kind: 'ldap',
  alias: 'ldap',
  title: 'Facility account',
  claims: ['uidNumber'],
  url: 'ldaps://ldap.facility.example',
  usersDn: 'ou=people,dc=facility',
  bindDn: 'cn=broker,dc=facility',
  bindSecret: secret('LDAP'),
  usernameAttribute: 'uid',
};
export const MARIE: AccountSpec = {
  username: 'marie',
  firstName: 'Marie',
  lastName: 'Dupont',
  email: 'marie@facility.example',
  attributes: { uidNumber: ['21001'], gidNumber: ['21001'] },
  password: null,
  linkedTo: { federation: 'umbrella', subject: '0a1b@umbrella.example' },
};
export const NOTEBOOKS: ClientSpec = {
  clientId: 'notebooks',
  title: 'Notebooks',
  redirectUris: ['https://hub.facility.example/hub/oauth_callback'],
  postLogoutRedirectUris: ['https://hub.facility.example/', 'https://facility.example/'],
  secret: secret('NOTEBOOKS'),
  subjectAttribute: null,
};

export function spec(changes: Partial<AuthSpec> = {}): AuthSpec {
  return {
    realm: 'daas',
    title: 'Facility',
    federations: [UMBRELLA],
    identities: {
      user: 'preferred_username',
      uid: 'uidNumber',
      gid: 'gidNumber',
      groups: { claim: 'proposals', pattern: '^(.+)$' },
      minimumUid: 1000,
    },
    accounts: [MARIE],
    contact: 'user-office@facility.example',
    clients: [NOTEBOOKS],
    adminPassword: secret('ADMIN'),
    sessionIdleSeconds: 1800,
    ...changes,
  };
}
