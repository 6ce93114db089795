import type { FederationSpec } from './federation-spec';

/** Where the broker reaches a federation. */
export function federationAddress(federation: FederationSpec): string {
  switch (federation.kind) {
    case 'oidc':
      return federation.issuer;
    case 'saml':
      return federation.metadataUrl;
    case 'ldap':
    case 'icat':
      return federation.url;
  }
}
