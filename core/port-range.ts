/** Ports that lie together, both ends among them. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** One port, or several that lie together. */
export type Ports = number | PortRange;

/** As a range, of one port where it is one. */
export function portRange(ports: Ports): PortRange {
  return typeof ports === 'number' ? { from: ports, to: ports } : ports;
}

/** `443`, or `28000-28999` as firewalls write it. */
export function portText(ports: Ports): string {
  return typeof ports === 'number' ? String(ports) : `${ports.from}-${ports.to}`;
}
