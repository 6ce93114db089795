/** One allowed connection: a row of the site's port matrix. */
export interface Flow {
  /** Who connects: a service's name, or `users` for the public side. */
  readonly from: string;
  /** Who listens. */
  readonly to: string;
  /** TCP or UDP port. */
  readonly port: number;
  /** Last port of a range that begins at `port`; the port alone without. */
  readonly lastPort?: number;
  /** Transport protocol. */
  readonly protocol: 'tcp' | 'udp';
  /** Why it is needed, for the firewall team. */
  readonly why: string;
}

/** `443`, or `32768-60999` for a range. */
export function portsOf({ port, lastPort }: Pick<Flow, 'port' | 'lastPort'>): string {
  return lastPort === undefined ? `${port}` : `${port}-${lastPort}`;
}
