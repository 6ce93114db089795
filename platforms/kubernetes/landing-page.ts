import type { Construct } from 'constructs';
import type { LandingPageSpec } from '../../constructs/portal/landing-page-spec';
import type { PortalEndpoint } from '../../constructs/portal/portal-host';
import { renderLandingPageSettings } from '../landing-page/landing-page-settings';
import type { Cluster } from './cluster';
import { hostOf } from './manifests/names';
import { landingPageProgram } from './portal/landing-page-program';
import { renderLandingPage } from './portal/render-landing-page';

/** The landing page as a service of the cluster. */
export function bindLandingPage(scope: Construct, cluster: Cluster, page: LandingPageSpec): PortalEndpoint {
  cluster.deploy(scope, (facts) =>
    renderLandingPage({ page, settings: renderLandingPageSettings(page), program: landingPageProgram() }, facts),
  );
  const url = `https://${hostOf(cluster.facts, page.name)}`;
  return { url, healthUrl: `${url}/healthz` };
}
