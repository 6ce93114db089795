import type { AccountSpec } from '../../constructs/auth/account';
import type { RealmSecrets } from './realm-secrets';
import type { UserRepresentation } from './representation';

/** An account that the site keeps, with its password or its identity at a federation. */
export function renderUser(spec: AccountSpec, secrets: RealmSecrets): UserRepresentation {
  const { username, firstName, lastName, email, password, linkedTo } = spec;
  return {
    username,
    enabled: true,
    firstName,
    lastName,
    email,
    emailVerified: true,
    // Keycloak keeps no attribute without a value.
    attributes: Object.fromEntries(Object.entries(spec.attributes).filter(([, values]) => values.length > 0)),
    ...(password === null
      ? {}
      : { credentials: [{ type: 'password', value: secrets.placeholder(`password_${username}`, password), temporary: false }] }),
    ...(linkedTo === null
      ? {}
      : { federatedIdentities: [{ identityProvider: linkedTo.federation, userId: linkedTo.subject, userName: linkedTo.subject }] }),
  };
}
