import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { Duration } from '../../core/duration';
import type { Flow } from '../../core/flow';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import { portOf } from '../../core/port';
import { Secret } from '../../core/secret';
import { Site } from '../../core/site';
import type { ServiceEntry } from '../portal/service-entry';
import type { Account } from './account';
import type { IAuthHost, IIcatAuthHost } from './auth-host';
import type { AuthEndpoint, AuthSpec, ClientSpec, LoginSpec } from './auth-spec';
import type { Federation } from './federation';
import { federationAddress } from './federation-address';
import type { FederationSpec } from './federation-spec';
import { IdentityMap } from './identity-map';

/** Props of Auth. */
export interface AuthProps<H extends IAuthHost> {
  /** Where the broker runs. */
  readonly platform: NoInfer<H>;
  /**
   * How a log-in becomes a POSIX user.
   *
   * @default - `IdentityMap.fromClaims()`: users without proposals
   */
  readonly identities?: IdentityMap;
  /**
   * E-mail address that a person who is refused can write to.
   *
   * @default - the site's
   */
  readonly contact?: string;
  /**
   * Where users come from.
   *
   * @default - only accounts of the broker itself
   */
  readonly federations?: readonly Federation<H>[];
  /**
   * Accounts that the broker keeps itself. A federation user without an account is refused, with `contact`.
   *
   * @default - none
   */
  readonly accounts?: readonly Account[];
  /**
   * Realm name. Part of every URL and of what is registered at federations: changing it later breaks both.
   *
   * @default 'daas'
   */
  readonly realm?: string;
  /**
   * Title of the log-in pages.
   *
   * @default - the facility's name
   */
  readonly title?: string;
  /**
   * Idle time after which a log-in ends.
   *
   * @default - 30 minutes
   */
  readonly sessionIdle?: Duration;
}

/** What a consumer tells of itself to be allowed to log users in. */
export interface ClientOptions {
  /** Name shown to users. */
  readonly title: string;
  /** Exact redirect URIs. */
  readonly redirectUris: readonly string[];
  /**
   * Where a log-out may lead.
   *
   * @default - nowhere but the broker's own page
   */
  readonly postLogoutRedirectUris?: () => readonly string[];
  /**
   * A secret that somebody else knows too; null for an application that runs in the browser and can keep none.
   *
   * @default - one of the site's store, named after the client: NOTEBOOKS_CLIENT_SECRET
   */
  readonly secret?: Secret | null;
  /**
   * Attribute to give as the subject of tokens, for a realm that plays a federation whose subject is `voperson_id`.
   *
   * @default - the broker's own opaque id
   */
  readonly subjectAttribute?: string;
  /**
   * Says that the application knows no PKCE. Its secret then is all that stands between a stolen code and a log-in.
   *
   * @default - PKCE is demanded
   */
  readonly withoutPkce?: true;
}

/** The site's identity broker: federations in, one log-in out. */
export class Auth<H extends IAuthHost = IAuthHost> extends Construct {
  /** Where the broker is. */
  public readonly endpoint: AuthEndpoint;
  /** Claims -> POSIX user, for consumers. */
  public readonly identities: IdentityMap;

  private readonly clients: (() => ClientSpec)[] = [];
  private readonly labels: string;

  constructor(scope: Construct, id: string, props: AuthProps<H>) {
    super(scope, id);
    const check = new Check(this, 'Auth', Place.here());
    const federations = props.federations ?? [];
    const accounts = props.accounts ?? [];
    const aliases = federations.map((f) => f.spec.alias);
    check.name('realm', props.realm ?? 'daas');
    this.identities = props.identities ?? IdentityMap.fromClaims();
    this.identities.validate(check);
    federations.forEach((f, i) => f.validate(check, `federations[${i}]`));
    check.unique(
      'federations',
      federations.map((f) => ({ name: f.spec.alias, place: f.place })),
    );
    accounts.forEach((a, i) => a.validate(check, `accounts[${i}]`, aliases));
    check.unique('accounts', accounts);
    if (federations.length === 0 && accounts.length === 0) {
      check.report('NobodyCanLogIn', 'federations', 'at least one federation or account is needed, or nobody can log in');
    }

    const { facility, contact } = Site.of(this);
    this.labels = [...federations.map((f) => f.spec.title)].join(' or ') || 'facility account';
    const spec = (): AuthSpec => ({
      realm: props.realm ?? 'daas',
      title: props.title ?? facility,
      federations: federations.map((f) => f.spec),
      identities: this.identities.spec,
      accounts: accounts.map((a) => a.spec),
      contact: props.contact ?? contact,
      clients: this.clients.map((c) => c()).sort((a, b) => (a.clientId < b.clientId ? -1 : 1)),
      adminPassword: Secret.site('BROKER_ADMIN_PASSWORD').reference,
      sessionIdleSeconds: (props.sessionIdle ?? Duration.minutes(30)).toSeconds(),
    });
    this.endpoint = props.platform.bindAuth(this, props.realm ?? 'daas', spec);
    for (const { spec: federation } of federations) {
      if (federation.kind === 'icat') {
        (props.platform as unknown as IIcatAuthHost).bindIcatBridge(this, federation);
      }
    }
    Blueprint.of(this).record(this, 'auth', spec, () => this.flows(federations.map((f) => f.spec)));
  }

  /**
   * Registers a client. Called by consumers while the site is composed.
   *
   * @returns what the consumer needs to log users in
   */
  public addClient(clientId: string, options: ClientOptions): LoginSpec {
    const reference =
      options.secret === undefined
        ? Secret.site(`${kebab(clientId).replaceAll('-', '_').toUpperCase()}_CLIENT_SECRET`).reference
        : (options.secret?.reference ?? null);
    this.clients.push(() => ({
      clientId,
      title: options.title,
      redirectUris: options.redirectUris,
      postLogoutRedirectUris: options.postLogoutRedirectUris?.() ?? [],
      secret: reference,
      subjectAttribute: options.subjectAttribute ?? null,
      ...(options.withoutPkce && { withoutPkce: true }),
    }));
    return { ...this.endpoint, clientId, secret: reference, scopes: ['openid', 'profile'], label: this.labels };
  }

  /** The redirect URI to register at a federation. */
  public redirectUri(alias: string): string {
    return `${this.endpoint.issuer}/broker/${alias}/endpoint`;
  }

  /** For the portal: users see their account and sessions there. */
  public get service(): ServiceEntry {
    return {
      id: kebab(this.node.id),
      title: 'My account',
      description: `Your log-in at this facility: ${this.labels}.`,
      url: this.endpoint.accountUrl,
      healthUrl: this.endpoint.healthUrl,
      action: 'Open my account',
    };
  }

  private flows(federations: readonly FederationSpec[]): Flow[] {
    const name = kebab(this.node.id);
    const row = (from: string, to: string, address: string, why: string): Flow => ({
      from,
      to,
      port: portOf(address),
      protocol: 'tcp',
      why,
    });
    return [
      row('users', name, this.endpoint.issuer, 'log-in pages'),
      ...federations.map((f) => row(name, f.alias, federationAddress(f), `log-ins by ${f.title}`)),
    ];
  }
}
