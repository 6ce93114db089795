import type { Construct } from 'constructs';
import type { Duration } from '../../core/duration';
import type { Flow } from '../../core/flow';
import { kebab } from '../../core/names';
import { portOf } from '../../core/port';
import type { Secret } from '../../core/secret';
import { Site } from '../../core/site';
import type { LoginSpec } from '../auth/auth-spec';
import type { IVisaHost } from './portal-host';
import type { PortalBinding, PortalContext, PortalKind } from './portal-kind';
import type { VisaCloud } from './visa-cloud';
import { DESKTOP_PORTS, type VisaSpec } from './visa-spec';

/** Options of `Portal.visa`. */
export interface VisaOptions {
  /** Where desktops are made. */
  readonly cloud: VisaCloud;
  /**
   * User names of the first administrators, as the identity map's claim `user` gives them. They appoint others in VISA's
   * own pages.
   */
  readonly administrators: readonly string[];
  /**
   * API servers beside the one that also runs the scheduler; messages between them go through Redis.
   *
   * @default 1
   */
  readonly secondaries?: number;
  /**
   * Home folder on a desktop; `{user}` stands for the user's name.
   *
   * @default '/home/{user}'
   */
  readonly home?: string;
  /**
   * Desktops that a user may have at once.
   *
   * @default 2
   */
  readonly desktopsPerUser?: number;
  /**
   * After this time a desktop ends; those of staff last four times as long.
   *
   * @default - 14 days
   */
  readonly lifetime?: Duration;
  /**
   * After this time without use a desktop ends.
   *
   * @default - 4 days
   */
  readonly idleLimit?: Duration;
  /**
   * Server that takes VISA's mail to users, and its sender's address.
   *
   * @default - VISA sends no mail
   */
  readonly mail?: { readonly host: string; readonly from: string; readonly port?: number };
  /**
   * RSA key pair in PEM (the private one as PKCS #8) that desktops know users by, through VISA's PAM module in their image.
   *
   * @default - users type a password at the desktop
   */
  readonly signing?: { readonly privateKey: Secret; readonly publicKey: Secret };
}

const HOUR_SECONDS = 3600;

/** ILL's VISA 3: desktops and notebooks on virtual machines, in the browser. */
export class Visa implements PortalKind<IVisaHost> {
  constructor(private readonly options: VisaOptions) {}

  public bind(scope: Construct, host: IVisaHost, context: PortalContext): PortalBinding {
    const { name, auth } = context;
    this.validate(context);
    const endpoint = host.visaEndpoint(name);
    const login = auth.addClient(name, {
      title: 'VISA',
      // Fixed in VISA's web application, which logs in from the browser.
      redirectUris: [`${endpoint.url}/home`],
      postLogoutRedirectUris: () => [`${endpoint.url}/login`],
      secret: null,
    });
    const spec = this.spec(scope, context, login);
    host.bindVisa(scope, spec, this.options.cloud.madeSecret);
    const about = { title: 'VISA', description: 'Desktops and notebooks on machines of your own, beside your data.', action: 'Open VISA' };
    return { endpoint, spec: { kind: 'visa', ...spec }, about, flows: flows(spec, kebab(auth.node.id)) };
  }

  private spec(scope: Construct, { name, auth }: PortalContext, login: LoginSpec): VisaSpec {
    const { cloud, administrators, secondaries, home, desktopsPerUser, lifetime, idleLimit, mail, signing } = this.options;
    const hours = (duration: Duration | undefined, otherwise: number) =>
      duration === undefined ? otherwise : Math.round(duration.toSeconds() / HOUR_SECONDS);
    return {
      name,
      login,
      identities: auth.identities.spec,
      contact: Site.of(scope).contact,
      cloud: cloud.spec,
      secondaries: secondaries ?? 1,
      administrators,
      home: home ?? '/home/{user}',
      desktopsPerUser: desktopsPerUser ?? 2,
      lifetimeHours: hours(lifetime, 14 * 24),
      idleHours: hours(idleLimit, 4 * 24),
      mail: mail === undefined ? null : { host: mail.host, from: mail.from, port: mail.port ?? 25 },
      signing: signing === undefined ? null : { privateKey: signing.privateKey.reference, publicKey: signing.publicKey.reference },
    };
  }

  private validate({ check }: PortalContext): void {
    const { cloud, administrators, secondaries, home, desktopsPerUser, lifetime, idleLimit, mail } = this.options;
    cloud.validate(check, 'kind.cloud');
    if (administrators.length === 0) {
      check.report('NoAdministrator', 'kind.administrators', 'name at least one user, or nobody can offer images and flavours in VISA');
    }
    administrators.forEach((user, i) => {
      if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(user)) {
        check.report('AdministratorInvalid', `kind.administrators[${i}]`, `must be a user name of the facility, got '${user}'`);
      }
    });
    check.wholeNumber('kind.secondaries', secondaries ?? 1, 0);
    check.wholeNumber('kind.desktopsPerUser', desktopsPerUser ?? 2, 1);
    check.absolutePath('kind.home', home ?? '/home/{user}');
    if (!(home ?? '{user}').includes('{user}')) {
      check.report('HomeShared', 'kind.home', `must have '{user}' in it, or all users share one folder, got '${home}'`);
    }
    if (lifetime !== undefined && lifetime.toSeconds() < HOUR_SECONDS) {
      check.report('Lifetime', 'kind.lifetime', `must be an hour or more, got '${lifetime.toSeconds()}' s`);
    }
    if (idleLimit !== undefined && idleLimit.toSeconds() < HOUR_SECONDS) {
      check.report('IdleLimit', 'kind.idleLimit', `must be an hour or more, got '${idleLimit.toSeconds()}' s`);
    }
    if (mail !== undefined && !/^[^@\s]+@[^@\s]+$/.test(mail.from)) {
      check.report('MailSender', 'kind.mail.from', `must be an e-mail address, got '${mail.from}'`);
    }
  }
}

/** VISA's rows of the port matrix: desktops are reached from VISA only. */
function flows({ name, cloud, login, mail }: VisaSpec, broker: string): Flow[] {
  const row = (to: string, port: number, why: string): Flow => ({ from: name, to, port, protocol: 'tcp', why });
  const toDesktops = Object.entries({ ...DESKTOP_PORTS.api, ...DESKTOP_PORTS.jupyterProxy });
  return [
    ...toDesktops.map(([port, why]) => row(cloud.service, Number(port), why)),
    ...cloudPorts(cloud).map((port) => row('cloud-api', port, 'desktops are made and ended')),
    row(broker, portOf(login.issuer), 'who a token belongs to'),
    ...(mail === null ? [] : [row('mail', mail.port, 'mail to users')]),
  ];
}

/** Ports of the cloud's endpoints; 443 for endpoints that are known at apply only, unless the cloud's platform names others. */
export function cloudPorts(cloud: VisaSpec['cloud']): readonly number[] {
  const urls = cloud.kind === 'web' ? [cloud.url] : Object.values(cloud.endpoints as unknown as Record<string, string>);
  const said = urls.map(portOf);
  return [...new Set(cloud.kind === 'openstack' ? (cloud.apiPorts ?? said) : said)].sort((a, b) => a - b);
}
