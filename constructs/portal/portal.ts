import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import type { Auth } from '../auth/auth';
import { LandingPage, type LandingPageOptions } from './landing-page';
import { OpenOnDemand, type OpenOnDemandOptions } from './open-ondemand';
import type { ILandingPageHost, IOpenOnDemandHost, IVisaHost, PortalEndpoint } from './portal-host';
import type { PortalKind } from './portal-kind';
import type { ServiceEntry, ShownService } from './service-entry';
import { Visa, type VisaOptions } from './visa';

/** Props of Portal. */
export interface PortalProps<H> {
  /** Where the portal runs. */
  readonly platform: NoInfer<H>;
  /** How users log in. */
  readonly auth: Auth;
  /** Which portal: `Portal.landingPage(...)`. */
  readonly kind: PortalKind<H>;
}

/** Options of `Portal.existing`. */
export interface ExistingPortalOptions {
  /** Where it answers. */
  readonly url: string;
  /**
   * What users know it by, for a landing page: `DARTS desktops`.
   *
   * @default 'Portal'
   */
  readonly title?: string;
  /**
   * One sentence for users, for a landing page.
   *
   * @default - says that the facility runs it
   */
  readonly description?: string;
}

/** Where users begin. */
export class Portal<H = unknown> extends Construct implements ShownService {
  /** A page with services, their state and the software catalogue. */
  public static landingPage(options: LandingPageOptions): PortalKind<ILandingPageHost> {
    return new LandingPage(options);
  }

  /** A portal that the facility runs already; it is only linked. Any platform will do. */
  public static existing(options: ExistingPortalOptions): PortalKind<object> {
    const { url, title = 'Portal', description = 'A service that the facility runs already.' } = options;
    return {
      bind: (_scope, _host, { check }) => {
        check.url('kind.url', url);
        return {
          endpoint: { url, healthUrl: null },
          spec: { kind: 'existing', url },
          about: { title, description, action: `Open ${title}` },
        };
      },
    };
  }

  /** ILL's VISA: desktops and notebooks on virtual machines. */
  public static visa(options: VisaOptions): PortalKind<IVisaHost> {
    return new Visa(options);
  }

  /** Open OnDemand: the web front end of batch clusters. */
  public static openOnDemand(options: OpenOnDemandOptions): PortalKind<IOpenOnDemandHost> {
    return new OpenOnDemand(options);
  }

  /** Where the portal answers. */
  public readonly endpoint: PortalEndpoint;
  /** For a landing page that shows this portal. */
  public readonly service: ServiceEntry;

  constructor(scope: Construct, id: string, props: PortalProps<H>) {
    super(scope, id);
    const check = new Check(this, 'Portal', Place.here());
    const name = kebab(id);
    const { endpoint, spec, about, flows = [] } = props.kind.bind(this, props.platform, { name, auth: props.auth, check });
    this.endpoint = endpoint;
    this.service = { id: name, ...about, ...endpoint };
    const port = Number(URL.canParse(endpoint.url) ? new URL(endpoint.url).port : '') || 443;
    Blueprint.of(this).record(
      this,
      'portal',
      () => spec,
      () => [{ from: 'users', to: name, port, protocol: 'tcp', why: 'portal pages' }, ...flows],
    );
  }
}
