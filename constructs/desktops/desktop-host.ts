import type { Construct } from 'constructs';
import type { DesktopCompute, DesktopSpec } from './desktop-spec';

/** A cloud that a portal can make its users' desktops in. */
export interface IDesktopHost {
  /** Called once by Desktops. */
  bindDesktops(scope: Construct, spec: DesktopSpec): DesktopCompute;
}
