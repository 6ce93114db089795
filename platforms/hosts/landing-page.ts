import type { Construct } from 'constructs';
import type { LandingPageSpec } from '../../constructs/portal/landing-page-spec';
import type { PortalEndpoint } from '../../constructs/portal/portal-host';
import { renderLandingPageSettings } from '../landing-page/landing-page-settings';
import type { LocalMachine } from './local-machine';

/** The landing page as a service of the machine. */
export function bindLandingPage(scope: Construct, machine: LocalMachine, spec: LandingPageSpec): PortalEndpoint {
  const url = `http://localhost:${machine.ports.portal}`;
  machine.play(scope, 'Play', {
    role: 'landing_page',
    name: spec.name,
    settings: () => ({ name: spec.name, bind: '127.0.0.1', port: machine.ports.portal, page: renderLandingPageSettings(spec) }),
    removal: { name: spec.name },
    sources: ['packages/landing-page'],
  });
  return { url, healthUrl: `${url}/healthz` };
}
