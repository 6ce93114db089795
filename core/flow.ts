/** One allowed connection: a row of the site's port matrix. */
export interface Flow {
  /** Who connects: a service's name, or `users` for the public side. */
  readonly from: string;
  /** Who listens. */
  readonly to: string;
  /** TCP or UDP port. */
  readonly port: number;
  /** Transport protocol. */
  readonly protocol: 'tcp' | 'udp';
  /** Why it is needed, for the firewall team. */
  readonly why: string;
}
