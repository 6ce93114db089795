import type { Construct } from 'constructs';
import type { LandingPageSpec } from './landing-page-spec';
import type { OpenOnDemandSpec } from './open-ondemand-spec';
import type { VisaSpec } from './visa-spec';

/** Where a portal answers. Plain data. */
export interface PortalEndpoint {
  readonly url: string;
  readonly healthUrl: string | null;
}

/** A platform that can show a landing page. */
export interface ILandingPageHost {
  /** Called once by Portal. */
  bindLandingPage(scope: Construct, spec: LandingPageSpec): PortalEndpoint;
}

/** A platform that can run ILL's VISA. */
export interface IVisaHost {
  /** Called before the broker learns of VISA's client. */
  visaEndpoint(name: string): PortalEndpoint;
  /**
   * Called once by Portal.
   *
   * @param madeSecret a reference to the secret of the cloud's credential where the same site makes it; null otherwise
   */
  bindVisa(scope: Construct, spec: VisaSpec, madeSecret: string | null): void;
}

/** A platform that can run Open OnDemand. */
export interface IOpenOnDemandHost {
  /** Called before the broker learns of Open OnDemand's client. */
  openOnDemandEndpoint(name: string): PortalEndpoint;
  /** Called once by Portal. */
  bindOpenOnDemand(scope: Construct, spec: OpenOnDemandSpec): void;
}
