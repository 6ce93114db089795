import type { Construct } from 'constructs';
import type { IEnvironmentHost } from '../catalogue/environment-host';
import type { IMountHost } from '../storage/mount-host';
import type { HubBinding, HubEndpoint } from './hub-spec';

/** A platform that can run a notebook hub for its users. */
export interface IHubHost extends IMountHost, IEnvironmentHost {
  /** Called first by Hub: where the hub will answer, which the broker must know. */
  hubEndpoint(name: string): HubEndpoint;
  /**
   * Called once by Hub.
   *
   * @param spec asked for at the end of synthesis: the portal that a log-out leads to may come later
   */
  bindHub(scope: Construct, name: string, spec: () => HubBinding): void;
}
