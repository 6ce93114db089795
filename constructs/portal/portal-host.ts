import type { Construct } from 'constructs';
import type { LoginSpec } from '../auth/auth-spec';
import type { LandingPageSpec } from './landing-page-spec';
import type { OpenOnDemandSpec } from './open-ondemand-spec';

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

/** VISA as plain data; what it needs beside a log-in comes with the Kubernetes platform. */
export interface VisaSpec {
  readonly name: string;
  readonly login: LoginSpec;
}

/** A platform that can run ILL's VISA. */
export interface IVisaHost {
  /** Called before the broker learns of VISA's client. */
  visaEndpoint(name: string): PortalEndpoint;
  /** Called once by Portal. */
  bindVisa(scope: Construct, spec: VisaSpec): void;
}

/** A platform that can run Open OnDemand. */
export interface IOpenOnDemandHost {
  /** Called before the broker learns of Open OnDemand's client. */
  openOnDemandEndpoint(name: string): PortalEndpoint;
  /** Called once by Portal. */
  bindOpenOnDemand(scope: Construct, spec: OpenOnDemandSpec): void;
}
