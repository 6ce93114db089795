import type { Construct } from 'constructs';
import type { ShareEndpoint, ShareSpec } from './share-spec';

/** A cloud that makes file shares. */
export interface IShareHost {
  /** Called once by Share. */
  bindShare(scope: Construct, spec: ShareSpec): ShareEndpoint;
}
