import type { SecretReference } from '../../core/secret';

/** What all federations have. */
export interface FederationBase {
  /** Name in URLs: `umbrella`. Changing it changes the redirect URI that is registered at the federation. */
  readonly alias: string;
  /** Text of the button on the log-in page. */
  readonly title: string;
  /** Claims or attributes taken over from the federation to the user, at every log-in. */
  readonly claims: readonly string[];
}

/** An OpenID Connect provider. */
export interface OidcFederationSpec extends FederationBase {
  readonly kind: 'oidc';
  /** Issuer; the endpoints are found by discovery. */
  readonly issuer: string;
  /** The broker's client id at the federation. */
  readonly clientId: string;
  /** Its secret. */
  readonly secret: SecretReference;
  /** Scopes to ask for. */
  readonly scopes: readonly string[];
}

/** A SAML 2 identity provider, or a proxy in front of many. */
export interface SamlFederationSpec extends FederationBase {
  readonly kind: 'saml';
  /** Entity id of the identity provider. */
  readonly entityId: string;
  /** Its metadata, fetched by the broker. */
  readonly metadataUrl: string;
}

/** A directory of the facility: users log in at the broker with their facility password. */
export interface LdapFederationSpec extends FederationBase {
  readonly kind: 'ldap';
  /** `ldaps://ldap.facility.example`. */
  readonly url: string;
  /** DN below which users are. */
  readonly usersDn: string;
  /** DN to bind as. */
  readonly bindDn: string;
  /** Its password. */
  readonly bindSecret: SecretReference;
  /** Attribute with the user name. */
  readonly usernameAttribute: string;
}

/** ICAT's own users: a log-in at ICAT's session service. */
export interface IcatFederationSpec extends FederationBase {
  readonly kind: 'icat';
  /** ICAT server: `https://icat.facility.example/icat`. */
  readonly url: string;
  /** Name of the ICAT authenticator: `db`, `ldap`, `simple`. */
  readonly authenticator: string;
}

/** Any federation; `kind` tells which. */
export type FederationSpec = OidcFederationSpec | SamlFederationSpec | LdapFederationSpec | IcatFederationSpec;
