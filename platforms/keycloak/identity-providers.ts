import type { OidcFederationSpec, SamlFederationSpec } from '../../constructs/auth/federation-spec';
import { refusalOf } from './first-login-flow';
import type { RealmSecrets } from './realm-secrets';
import type { IdentityProviderMapper, IdentityProviderRepresentation } from './representation';

/** Names of AARC's claims in SAML. Others go by their own name or friendly name. */
const SAML_NAMES: Readonly<Record<string, string>> = {
  voperson_id: 'urn:oid:1.3.6.1.4.1.25178.4.1.6',
  eduperson_entitlement: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.7',
};

type BrokeredSpec = OidcFederationSpec | SamlFederationSpec;

/**
 * A federation as identity provider. Endpoints and keys are not in it: whoever applies the realm asks Keycloak for
 * those behind `metadataDescriptorUrl` (`import-config`) and adds them to `config`.
 */
export function renderIdentityProvider(spec: BrokeredSpec, issuer: string, secrets: RealmSecrets): IdentityProviderRepresentation {
  return {
    alias: spec.alias,
    displayName: spec.title,
    providerId: spec.kind,
    enabled: true,
    trustEmail: false,
    storeToken: false,
    firstBrokerLoginFlowAlias: refusalOf(spec),
    // IMPORT: name and e-mail are what the facility knows. The mappers' own FORCE brings attributes at every log-in.
    config: { syncMode: 'IMPORT', ...(spec.kind === 'oidc' ? oidc(spec, secrets) : saml(spec, issuer)) },
  };
}

/** Importers of the federation's claims. A value that is gone there is gone here after the next log-in. */
export function renderMappers(spec: BrokeredSpec): IdentityProviderMapper[] {
  return spec.claims.map((claim) => ({
    name: claim,
    identityProviderAlias: spec.alias,
    identityProviderMapper: `${spec.kind}-user-attribute-idp-mapper`,
    config: {
      syncMode: 'FORCE',
      'user.attribute': claim,
      ...(spec.kind === 'oidc' ? { claim } : { 'attribute.name': SAML_NAMES[claim] ?? claim }),
    },
  }));
}

function oidc(spec: OidcFederationSpec, secrets: RealmSecrets): Record<string, string> {
  return {
    metadataDescriptorUrl: `${spec.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    issuer: spec.issuer,
    clientId: spec.clientId,
    clientSecret: secrets.placeholder(`federation_${spec.alias}`, spec.secret),
    clientAuthMethod: 'client_secret_basic',
    defaultScope: spec.scopes.join(' '),
    pkceEnabled: 'true',
    pkceMethod: 'S256',
    useJwksUrl: 'true',
    validateSignature: 'true',
    // Log-out goes through the browser, with the ID token, so that the federation's session ends as well.
    backchannelSupported: 'false',
    sendIdTokenOnLogout: 'true',
  };
}

function saml(spec: SamlFederationSpec, issuer: string): Record<string, string> {
  const byIdentifier = spec.claims.includes('voperson_id');
  return {
    metadataDescriptorUrl: spec.metadataUrl,
    useMetadataDescriptorUrl: 'true',
    entityId: issuer,
    idpEntityId: spec.entityId,
    // Accounts are linked by the community's identifier; a NameID can differ from one service to the next.
    ...(byIdentifier
      ? { principalType: 'ATTRIBUTE', principalAttribute: SAML_NAMES['voperson_id']! }
      : { principalType: 'SUBJECT', nameIDPolicyFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' }),
    postBindingAuthnRequest: 'true',
    postBindingResponse: 'true',
    validateSignature: 'true',
    wantAssertionsSigned: 'true',
    wantAuthnRequestsSigned: 'true',
    signatureAlgorithm: 'RSA_SHA256',
  };
}
