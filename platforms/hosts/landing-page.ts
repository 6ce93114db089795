import type { Construct } from 'constructs';
import type { LandingPageSpec } from '../../constructs/portal/landing-page-spec';
import type { PortalEndpoint } from '../../constructs/portal/portal-host';
import { renderLandingPageSettings } from '../landing-page/landing-page-settings';
import { bindServicesPython } from './environment';
import type { Machine } from './machine';

/** The landing page as a service of the machine. */
export function bindLandingPage(scope: Construct, machine: Machine, spec: LandingPageSpec): PortalEndpoint {
  const url = machine.publicUrl('portal');
  const play = machine.play(scope, 'Play', {
    role: 'landing_page',
    name: spec.name,
    settings: () => ({ name: spec.name, url, bind: '127.0.0.1', port: machine.ports.portal, page: renderLandingPageSettings(spec) }),
    removal: { name: spec.name },
    sources: () => ['packages/landing-page'],
  });
  play.node.addDependency(bindServicesPython(machine).ready);
  return { url, healthUrl: `${url}/healthz` };
}
