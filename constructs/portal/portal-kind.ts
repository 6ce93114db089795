import type { Construct } from 'constructs';
import type { Check } from '../../core/check';
import type { Flow } from '../../core/flow';
import type { Auth } from '../auth/auth';
import type { PortalEndpoint } from './portal-host';
import type { ServiceEntry } from './service-entry';

/** What a portal gives its kind. */
export interface PortalContext {
  /** The portal's name. */
  readonly name: string;
  readonly auth: Auth;
  readonly check: Check;
}

/** What came of a portal. */
export interface PortalBinding {
  readonly endpoint: PortalEndpoint;
  /** Plain data, as recorded. */
  readonly spec: object;
  /** What a landing page says of it. */
  readonly about: Pick<ServiceEntry, 'title' | 'description' | 'action'>;
  /**
   * Connections that it needs beside those of users.
   *
   * @default - none
   */
  readonly flows?: readonly Flow[];
}

/**
 * Which portal. Made by the factories of Portal.
 *
 * @typeParam H what a platform must be able to do for it
 */
export interface PortalKind<H> {
  /** Called once by Portal. */
  bind(scope: Construct, host: H, context: PortalContext): PortalBinding;
}
