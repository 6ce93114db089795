import type { Ports } from './port-range';

/** One allowed connection: a row of the site's port matrix. */
export interface Flow {
  /** Who connects: a service's name, or `users` for the public side. */
  readonly from: string;
  /** Who listens. */
  readonly to: string;
  /** TCP or UDP port, or several that lie together. */
  readonly port: Ports;
  /** Transport protocol. */
  readonly protocol: 'tcp' | 'udp';
  /** Why it is needed, for the firewall team. */
  readonly why: string;
}
