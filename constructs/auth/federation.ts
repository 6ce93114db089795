import type { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { Secret } from '../../core/secret';
import type { IAuthHost, IIcatAuthHost } from './auth-host';
import type { FederationSpec, LdapFederationSpec, OidcFederationSpec, SamlFederationSpec } from './federation-spec';

/** Claims of the AARC profile that proxies such as eduTEAMS give (AARC-G026, AARC-G069). */
const AARC_CLAIMS = ['voperson_id', 'eduperson_entitlement'];

/** What an OIDC federation needs. */
export interface OidcOptions {
  /** Issuer URL, https; endpoints are found by discovery. */
  readonly issuer: string;
  /** The facility's client id, as registered with the federation. */
  readonly clientId: string;
  /** The client's secret. */
  readonly secret: Secret;
  /**
   * Name in URLs and of the redirect URI to register: `<broker>/realms/<realm>/broker/<alias>/endpoint`.
   *
   * @default - the federation's own: `umbrella`, `assent`, `oidc`
   */
  readonly alias?: string;
  /**
   * Text of the log-in button.
   *
   * @default - the federation's own
   */
  readonly title?: string;
  /**
   * Claims taken over to the user at every log-in, so that a proposal that is taken away there is gone here.
   *
   * @default - voperson_id and eduperson_entitlement
   */
  readonly claims?: readonly string[];
}

/** What a SAML federation needs. */
export interface SamlOptions extends Pick<OidcOptions, 'alias' | 'title' | 'claims'> {
  /** Entity id of the identity provider or proxy. */
  readonly entityId: string;
  /** URL of its metadata. */
  readonly metadataUrl: string;
}

/** What a directory needs. */
export interface LdapOptions extends Pick<OidcOptions, 'alias' | 'title' | 'claims'> {
  /** `ldaps://...`; plain ldap is refused. */
  readonly url: string;
  /** DN below which users are. */
  readonly usersDn: string;
  /** DN to bind as. */
  readonly bindDn: string;
  /** Password of the bind DN. */
  readonly bindSecret: Secret;
  /**
   * Attribute with the user name.
   *
   * @default 'uid'
   */
  readonly usernameAttribute?: string;
}

/** What ICAT needs. */
export interface IcatOptions extends Pick<OidcOptions, 'alias' | 'title' | 'claims'> {
  /** ICAT server. */
  readonly url: string;
  /** ICAT authenticator: `db`, `ldap`, `simple`. */
  readonly authenticator: string;
}

/**
 * Where a facility's users have their identity.
 *
 * @typeParam H what a platform must be able to do for it
 */
export class Federation<H = IAuthHost> {
  /**
   * UmbrellaID, the photon and neutron community's log-in behind GÉANT eduTEAMS. The issuer is an input: the community
   * has changed it before, and it isn't the same for test and production.
   */
  public static umbrella(options: OidcOptions): Federation {
    return oidc({ alias: 'umbrella', title: 'UmbrellaID', ...options }, ['openid', 'profile', 'email', 'voperson_id', 'aarc']);
  }

  /** eduGAIN, through a SAML proxy: a broker can't offer thousands of identity providers itself. */
  public static eduGain(options: SamlOptions): Federation {
    return saml({ alias: 'edugain', title: 'eduGAIN (home institution)', ...options });
  }

  /** Jisc Assent (Moonshot), through an OIDC bridge. */
  public static assent(options: OidcOptions): Federation {
    return oidc({ alias: 'assent', title: 'Assent', ...options });
  }

  /** Users of an ICAT catalogue. Needs a platform with a bridge to ICAT's authenticators. */
  public static icat(options: IcatOptions): Federation<IAuthHost & IIcatAuthHost> {
    const base = { alias: options.alias ?? 'icat', title: options.title ?? 'ICAT account', claims: options.claims ?? [] };
    return new Federation({ kind: 'icat', ...base, url: options.url, authenticator: options.authenticator }, Place.here());
  }

  /** A directory of the facility. */
  public static ldap(options: LdapOptions): Federation {
    const spec: LdapFederationSpec = {
      kind: 'ldap',
      alias: options.alias ?? 'ldap',
      title: options.title ?? 'Facility account',
      claims: options.claims ?? ['uidNumber', 'gidNumber'],
      url: options.url,
      usersDn: options.usersDn,
      bindDn: options.bindDn,
      bindSecret: options.bindSecret.reference,
      usernameAttribute: options.usernameAttribute ?? 'uid',
    };
    return new Federation(spec, Place.here());
  }

  /** Any OpenID Connect provider. */
  public static oidc(options: OidcOptions): Federation {
    return oidc({ alias: 'oidc', title: 'Single sign-on', ...options });
  }

  /** Any SAML 2 identity provider. */
  public static saml(options: SamlOptions): Federation {
    return saml({ alias: 'saml', title: 'Single sign-on', ...options });
  }

  /** For the type only: what the platform must fulfil. */
  declare protected readonly needs: (host: H) => void;

  /** Called by the factories. */
  constructor(
    /** Plain data, as recorded. */
    public readonly spec: FederationSpec,
    /** Where the site made it. */
    public readonly place: Place,
  ) {}

  /** Reports what can't work. Called by Auth. */
  public validate(check: Check, prop: string): void {
    check.name(`${prop}.alias`, this.spec.alias, this.place);
    if (this.spec.kind === 'oidc') {
      check.url(`${prop}.issuer`, this.spec.issuer, this.place);
    } else if (this.spec.kind === 'saml') {
      check.url(`${prop}.metadataUrl`, this.spec.metadataUrl, this.place);
    } else if (this.spec.kind === 'icat') {
      check.url(`${prop}.url`, this.spec.url, this.place);
    } else if (!this.spec.url.startsWith('ldaps://')) {
      check.report('LdapNotTls', `${prop}.url`, `must start with ldaps://, got '${this.spec.url}'`, { place: this.place });
    }
  }
}

function oidc(options: OidcOptions & { alias: string; title: string }, scopes = ['openid', 'profile', 'email']): Federation {
  const spec: OidcFederationSpec = {
    kind: 'oidc',
    alias: options.alias,
    title: options.title,
    claims: options.claims ?? AARC_CLAIMS,
    issuer: options.issuer,
    clientId: options.clientId,
    secret: options.secret.reference,
    scopes,
  };
  return new Federation(spec, Place.here());
}

function saml(options: SamlOptions & { alias: string; title: string }): Federation {
  const { alias, title, entityId, metadataUrl } = options;
  const spec: SamlFederationSpec = { kind: 'saml', alias, title, claims: options.claims ?? AARC_CLAIMS, entityId, metadataUrl };
  return new Federation(spec, Place.here());
}
