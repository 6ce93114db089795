import type { Construct } from 'constructs';
import type { Flow } from '../../core/flow';
import { portOf } from '../../core/port';
import { Site } from '../../core/site';
import type { Auth } from '../auth/auth';
import type { DataCatalogue } from '../catalogue/data-catalogue';
import type { SoftwareCatalogue } from '../catalogue/software-catalogue';
import type { Hub } from '../hub/hub';
import type { LandingPageSpec, ThemeSpec } from './landing-page-spec';
import type { PortalBinding, PortalContext, PortalKind } from './portal-kind';
import type { ILandingPageHost } from './portal-host';
import type { ShownService } from './service-entry';

/** Options of `Portal.landingPage`. */
export interface LandingPageOptions {
  /** Hubs to show. Logging out of one leads back to this page. */
  readonly hubs: readonly Hub[];
  /** How users get access, one sentence a step. */
  readonly access: readonly string[];
  /**
   * Software to show; examples open in the first hub.
   *
   * @default - none
   */
  readonly software?: SoftwareCatalogue;
  /**
   * Other portals to show, such as desktops that the facility runs.
   *
   * @default - none
   */
  readonly portals?: readonly ShownService[];
  /**
   * Data catalogues to show.
   *
   * @default - none
   */
  readonly data?: readonly DataCatalogue[];
  /**
   * Heading of the page.
   *
   * @default 'Data analysis services'
   */
  readonly title?: string;
  /**
   * Sentence below the heading.
   *
   * @default - says what the service is
   */
  readonly tagline?: string;
  /**
   * Colours and logo.
   *
   * @default - dark blue and orange, no logo
   */
  readonly theme?: Partial<ThemeSpec>;
}

const COLOUR = /^#[0-9a-fA-F]{6}$/;

/** A page with the services, their state, the way to get access and the software catalogue. */
export class LandingPage implements PortalKind<ILandingPageHost> {
  constructor(private readonly options: LandingPageOptions) {}

  public bind(scope: Construct, host: ILandingPageHost, context: PortalContext): PortalBinding {
    const spec = this.spec(scope, context.name, context.auth);
    for (const colour of ['primary', 'accent'] as const) {
      if (!COLOUR.test(spec.theme[colour])) {
        context.check.report('ThemeColour', `kind.theme.${colour}`, `must be a colour such as '#0b5394', got '${spec.theme[colour]}'`);
      }
    }
    if (this.options.access.length === 0) {
      context.check.report('NoAccess', 'kind.access', 'say in at least one sentence how users get access');
    }
    const endpoint = host.bindLandingPage(scope, spec);
    this.options.hubs.forEach((hub) => hub.logOutTo(`${endpoint.url}/`));
    return { endpoint, spec, flows: flows(spec), about: { title: spec.title, description: spec.tagline, action: 'Open the overview' } };
  }

  private spec(scope: Construct, name: string, auth: Auth): LandingPageSpec {
    const { facility, domain, contact } = Site.of(scope);
    const hub = this.options.hubs[0];
    return {
      name,
      facility,
      domain,
      contact,
      title: this.options.title ?? 'Data analysis services',
      tagline: this.options.tagline ?? `Analyse the data of your experiment at ${facility} in your browser.`,
      theme: { primary: '#0b3d66', accent: '#e07b00', logo: null, ...this.options.theme },
      access: this.options.access,
      services: [...this.options.hubs, ...(this.options.portals ?? []), auth].map((shown) => shown.service),
      software: (this.options.software?.packages ?? []).map((software) => ({
        software,
        notebookUrl: software.example === null || hub === undefined ? null : hub.exampleUrl(software.example.notebook),
      })),
      data: (this.options.data ?? []).map((d) => d.spec),
    };
  }
}

/** The page asks the services that it shows how they are. */
function flows({ name, services }: LandingPageSpec): Flow[] {
  return services.flatMap(({ id, healthUrl }) =>
    healthUrl === null ? [] : [{ from: name, to: id, port: portOf(healthUrl), protocol: 'tcp', why: 'whether it answers' }],
  );
}
