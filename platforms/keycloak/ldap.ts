import type { LdapFederationSpec } from '../../constructs/auth/federation-spec';
import type { RealmSecrets } from './realm-secrets';
import type { ComponentRepresentation } from './representation';

/** Type of Keycloak's user-federation components. */
export const USER_STORAGE = 'org.keycloak.storage.UserStorageProvider';
const MAPPER = 'org.keycloak.storage.ldap.mappers.LDAPStorageMapper';

/** Attributes of a directory's person (RFC 4519, RFC 2307) -> those of Keycloak's user. */
const PERSON: readonly (readonly [name: string, from: string, to: string, mandatory: boolean])[] = [
  ['first name', 'givenName', 'firstName', false],
  ['last name', 'sn', 'lastName', true],
  ['email', 'mail', 'email', false],
];

/** A directory, only ever read: passwords are checked by binding to it. */
export function renderLdap(spec: LdapFederationSpec, secrets: RealmSecrets): ComponentRepresentation {
  const person = PERSON.map(([name, from, to, mandatory]) => mapper(name, from, to, mandatory));
  return {
    name: spec.alias,
    providerId: 'ldap',
    subComponents: {
      [MAPPER]: [
        mapper('username', spec.usernameAttribute, 'username', true),
        ...person,
        ...spec.claims.map((claim) => mapper(claim, claim, claim, false)),
      ],
    },
    config: lists({
      enabled: 'true',
      priority: '0',
      vendor: 'other',
      editMode: 'READ_ONLY',
      importEnabled: 'true',
      syncRegistrations: 'false',
      connectionUrl: spec.url,
      startTls: 'false',
      useTruststoreSpi: 'always',
      authType: 'simple',
      bindDn: spec.bindDn,
      bindCredential: secrets.placeholder(`federation_${spec.alias}`, spec.bindSecret),
      usersDn: spec.usersDn,
      searchScope: '2',
      usernameLDAPAttribute: spec.usernameAttribute,
      rdnLDAPAttribute: spec.usernameAttribute,
      uuidLDAPAttribute: 'entryUUID',
      userObjectClasses: 'posixAccount',
      pagination: 'true',
      trustEmail: 'false',
      allowKerberosAuthentication: 'false',
      useKerberosForPasswordAuthentication: 'false',
      cachePolicy: 'DEFAULT',
    }),
  };
}

function mapper(name: string, from: string, to: string, mandatory: boolean): ComponentRepresentation {
  return {
    name,
    providerId: 'user-attribute-ldap-mapper',
    config: lists({
      'ldap.attribute': from,
      'user.model.attribute': to,
      'is.mandatory.in.ldap': String(mandatory),
      'read.only': 'true',
      // Else a group that is taken away in the directory stays until the next synchronisation.
      'always.read.value.from.ldap': String(to !== 'username'),
    }),
  };
}

function lists(config: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, [value]]));
}
