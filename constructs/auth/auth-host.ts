import type { Construct } from 'constructs';
import type { AuthEndpoint, AuthSpec } from './auth-spec';

/** A platform that can run an identity broker with OIDC, SAML and LDAP federations. */
export interface IAuthHost {
  /**
   * Called once by Auth.
   *
   * @param spec asked for at the end of synthesis: clients are added by constructs that come later
   */
  bindAuth(scope: Construct, realm: string, spec: () => AuthSpec): AuthEndpoint;
}

/** A platform whose broker can also ask an ICAT authenticator. */
export interface IIcatAuthHost {
  /** Called by Auth for a site with an ICAT federation. */
  bindIcatBridge(scope: Construct, federation: { readonly alias: string; readonly url: string; readonly authenticator: string }): void;
}
