import type { SecretReference } from '../../core/secret';
import type { AccountSpec } from './account';
import type { FederationSpec } from './federation-spec';
import type { IdentitySpec } from './identity-map';

/** An OAuth client of the broker. */
export interface ClientSpec {
  /** `notebooks`. */
  readonly clientId: string;
  /** Shown on the consent and account pages. */
  readonly title: string;
  /** Exact redirect URIs; no wildcards, so that a code can't be sent elsewhere. */
  readonly redirectUris: readonly string[];
  /** Where a log-out may lead. */
  readonly postLogoutRedirectUris: readonly string[];
  /** The client's secret; null for a public client (a browser application with PKCE). */
  readonly secret: SecretReference | null;
  /** Attribute given as the token's subject instead of the broker's own id; null for the broker's own. */
  readonly subjectAttribute: string | null;
  /**
   * Whether the application knows no PKCE; only for one that keeps a secret.
   *
   * @default false
   */
  readonly withoutPkce?: true;
}

/** The site's broker: one realm. Plain data. */
export interface AuthSpec {
  /** Realm name: `daas`. */
  readonly realm: string;
  /** Title of the log-in pages. */
  readonly title: string;
  /** Federations that users come from. */
  readonly federations: readonly FederationSpec[];
  /** Claims -> POSIX user. */
  readonly identities: IdentitySpec;
  /** Accounts that the site itself keeps. */
  readonly accounts: readonly AccountSpec[];
  /** Whom to ask for access: shown to a person whom nobody knows. */
  readonly contact: string;
  /** Who may ask the broker to log somebody in. */
  readonly clients: readonly ClientSpec[];
  /** The broker's own administrator password. */
  readonly adminPassword: SecretReference;
  /** Idle time after which a single sign-on session ends, seconds. */
  readonly sessionIdleSeconds: number;
}

/** What a consumer needs to know to log users in. All public. */
export interface AuthEndpoint {
  /** Issuer URL as in the discovery document. */
  readonly issuer: string;
  /** Authorisation endpoint. */
  readonly authorizeUrl: string;
  /** Token endpoint. */
  readonly tokenUrl: string;
  /** Userinfo endpoint. */
  readonly userinfoUrl: string;
  /** RP-initiated log-out (end session) endpoint. */
  readonly logoutUrl: string;
  /** JSON web key set. */
  readonly jwksUrl: string;
  /** Page where users see their account and sessions. */
  readonly accountUrl: string;
  /** Answers 200 when the broker works. */
  readonly healthUrl: string;
}

/** A consumer's own client: the endpoint, its id, and where its secret lies. */
export interface LoginSpec extends AuthEndpoint {
  /** The client's id. */
  readonly clientId: string;
  /** The client's secret; null for a public client. */
  readonly secret: SecretReference | null;
  /** Scopes to ask for. */
  readonly scopes: readonly string[];
  /** What to write on the log-in button. */
  readonly label: string;
}
