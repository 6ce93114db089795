import type { ClientSpec } from '../../constructs/auth/auth-spec';
import type { Claim } from './claims';
import type { RealmSecrets } from './realm-secrets';
import type { ClientRepresentation, ClientScopeRepresentation, ProtocolMapper } from './representation';

/** Scopes that every client may use; no `offline_access`, whose tokens would outlive a log-out. */
const SCOPES = ['acr', 'basic', 'email', 'profile', 'web-origins'];

/** Scopes that a client asks for which takes this realm for a federation of AARC's profile (AARC-G069). */
const AARC_SCOPES = ['aarc', 'voperson_id'];

/** Keycloak writes lists of URIs in one attribute with this between. */
const SEPARATOR = '##';
/** Keycloak's word for none: an empty list means the redirect URIs. */
const NOWHERE = '-';

/**
 * A client: authorisation code with PKCE, unless the application knows none, and nothing else.
 *
 * Numbers such as uidNumber stay strings, as they are in the directory and at federations: Keycloak refuses the whole
 * log-in when an attribute that is declared as a number isn't one.
 */
export function renderClient(spec: ClientSpec, claims: readonly Claim[], secrets: RealmSecrets): ClientRepresentation {
  const { clientId, secret, subjectAttribute } = spec;
  return {
    clientId,
    name: spec.title,
    enabled: true,
    protocol: 'openid-connect',
    publicClient: secret === null,
    ...(secret === null ? {} : { secret: secrets.placeholder(`client_${clientId}`, secret), clientAuthenticatorType: 'client-secret' }),
    standardFlowEnabled: true,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: false,
    fullScopeAllowed: false,
    consentRequired: false,
    frontchannelLogout: false,
    defaultClientScopes: SCOPES,
    optionalClientScopes: subjectAttribute === null ? [] : AARC_SCOPES,
    redirectUris: [...spec.redirectUris],
    webOrigins: secret === null ? [...new Set(spec.redirectUris.map((uri) => new URL(uri).origin))] : [],
    attributes: {
      ...(spec.withoutPkce !== true && { 'pkce.code.challenge.method': 'S256' }),
      'post.logout.redirect.uris': spec.postLogoutRedirectUris.join(SEPARATOR) || NOWHERE,
    },
    protocolMappers: [...claims.map((claim) => mapper(claim.name, claim.name, claim.several)), ...subject(subjectAttribute)],
  };
}

/** The scopes that Keycloak doesn't have. They are names only: each client has its claims already. */
export function renderClientScopes(clients: readonly ClientSpec[]): ClientScopeRepresentation[] {
  const names = clients.some((c) => c.subjectAttribute !== null) ? AARC_SCOPES : [];
  return names.map((name) => ({
    name,
    description: `Scope ${name} of AARC's profile`,
    protocol: 'openid-connect',
    attributes: { 'include.in.token.scope': 'true', 'display.on.consent.screen': 'false' },
  }));
}

/** The attribute instead of the broker's own id. The access token keeps that id: Keycloak finds the session by it. */
function subject(attribute: string | null): ProtocolMapper[] {
  return attribute === null ? [] : [mapper('sub', attribute, false)];
}

function mapper(claim: string, attribute: string, several: boolean): ProtocolMapper {
  return {
    name: claim,
    protocol: 'openid-connect',
    protocolMapper: 'oidc-usermodel-attribute-mapper',
    config: {
      'user.attribute': attribute,
      // A plain dot would nest the claim.
      'claim.name': claim.replaceAll('.', '\\.'),
      'jsonType.label': 'String',
      multivalued: String(several),
      'id.token.claim': 'true',
      'access.token.claim': 'false',
      'userinfo.token.claim': 'true',
    },
  };
}
