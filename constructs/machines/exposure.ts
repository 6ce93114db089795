import type { ExposureSpec } from './machine-spec';

/** Options of every exposure. */
export interface ExposureOptions {
  /** Name below the site's domain: `portal`. */
  readonly dnsName: string;
  /**
   * TCP ports that the whole internet may connect to.
   *
   * @default [80, 443]
   */
  readonly ports?: readonly (80 | 443)[];
}

/** How users reach machines from outside. Machines without one can't be reached from there at all. */
export class Exposure {
  /** Through a load balancer, which goes on when a machine fails. TLS ends on the machines. */
  public static loadBalancer(options: ExposureOptions): Exposure {
    return new Exposure({ kind: 'load-balancer', dnsName: options.dnsName, ports: options.ports ?? [80, 443] });
  }

  /** By a public address of the pool's only machine. */
  public static address(options: ExposureOptions): Exposure {
    return new Exposure({ kind: 'address', dnsName: options.dnsName, ports: options.ports ?? [80, 443] });
  }

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: ExposureSpec,
  ) {}
}
