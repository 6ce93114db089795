import type { AuthSpec } from '../../constructs/auth/auth-spec';
import type { FederationSpec } from '../../constructs/auth/federation-spec';
import type { SecretReference } from '../../core/secret';
import { claimsOf } from './claims';
import { renderClient, renderClientScopes } from './clients';
import { renderFirstLoginFlow } from './first-login-flow';
import { renderIdentityProvider, renderMappers } from './identity-providers';
import { renderLdap, USER_STORAGE } from './ldap';
import { RealmSecrets } from './realm-secrets';
import type { RealmRepresentation } from './representation';
import { renderUserProfile, USER_PROFILE } from './user-profile';
import { renderUser } from './users';

const ACCESS_TOKEN_SECONDS = 5 * 60;
/** After this a log-in ends although it was in use: about a working day. */
const SESSION_SECONDS = 10 * 3600;

/** What only the platform knows. */
export interface RealmContext {
  /** Issuer of the realm: where users and clients reach it. */
  readonly issuer: string;
}

/** A realm, and where the values of its placeholders lie. */
export interface RenderedRealm {
  /** A realm in Keycloak's own words. Secrets are `$(env:NAME)`. */
  readonly realm: RealmRepresentation;
  /** NAME -> secret. */
  readonly secrets: Readonly<Record<string, SecretReference>>;
}

/** The site's broker as a realm of Keycloak. Pure. A federation of kind `icat` is its bridge's to add. */
export function renderRealm(spec: AuthSpec, context: RealmContext): RenderedRealm {
  const secrets = new RealmSecrets();
  const claims = claimsOf(spec);
  const brokered = spec.federations.filter((f) => f.kind === 'oidc' || f.kind === 'saml');
  const directories = spec.federations.filter((f) => f.kind === 'ldap');
  const refusals = brokered.map((f: FederationSpec) => renderFirstLoginFlow(f, spec.contact));
  const realm: RealmRepresentation = {
    realm: spec.realm,
    displayName: spec.title,
    enabled: true,
    sslRequired: isLoopback(context.issuer) ? 'none' : 'external',
    bruteForceProtected: true,
    registrationAllowed: false,
    editUsernameAllowed: false,
    loginWithEmailAllowed: false,
    // Two accounts may have one address: nobody is recognised by it.
    duplicateEmailsAllowed: true,
    resetPasswordAllowed: false,
    rememberMe: false,
    verifyEmail: false,
    internationalizationEnabled: false,
    accessTokenLifespan: ACCESS_TOKEN_SECONDS,
    ssoSessionIdleTimeout: spec.sessionIdleSeconds,
    ssoSessionMaxLifespan: Math.max(SESSION_SECONDS, spec.sessionIdleSeconds),
    authenticationFlows: refusals.map((r) => r.flow),
    authenticatorConfig: refusals.map((r) => r.config),
    identityProviders: brokered.map((f) => renderIdentityProvider(f, context.issuer, secrets)),
    identityProviderMappers: brokered.flatMap((f) => renderMappers(f)),
    clientScopes: renderClientScopes(spec.clients),
    clients: spec.clients.map((c) => renderClient(c, claims, secrets)),
    users: spec.accounts.map((a) => renderUser(a, secrets)),
    components: {
      [USER_PROFILE]: [renderUserProfile()],
      ...(directories.length === 0 ? {} : { [USER_STORAGE]: directories.map((f) => renderLdap(f, secrets)) }),
    },
  };
  return { realm, secrets: secrets.references };
}

/** Plain HTTP never leaves the machine then. */
function isLoopback(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
