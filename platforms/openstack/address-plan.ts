/** First addresses of a subnet: the router, and room for what the facility adds by hand. */
const RESERVED = 10;
/** Smallest subnet that leaves something to plan. */
const LONGEST_PREFIX = 27;

/** A network in CIDR notation with its numbers. */
interface Cidr {
  readonly base: number;
  readonly size: number;
}

/**
 * Addresses of a subnet: the first three quarters are given out by the kit, so that they are plain data; the rest is for
 * what the cloud makes itself (DHCP servers, load balancers).
 */
export class AddressPlan {
  /** The plan of a subnet, or undefined where the text isn't a usable IPv4 network. */
  public static of(cidr: string): AddressPlan | undefined {
    const parsed = parse(cidr);
    return parsed === undefined ? undefined : new AddressPlan(parsed);
  }

  private next = RESERVED;

  private constructor(private readonly cidr: Cidr) {}

  /** The router's. */
  public get gateway(): string {
    return this.at(1);
  }

  /** What the cloud may give out. */
  public get dynamic(): { readonly start: string; readonly end: string } {
    return { start: this.at(this.planned), end: this.at(this.cidr.size - 2) };
  }

  /** Keeps the next addresses; undefined when there are not enough left. */
  public take(room: number): readonly string[] | undefined {
    const first = this.next;
    if (first + room > this.planned) {
      return undefined;
    }
    this.next += room;
    return Array.from({ length: room }, (_, i) => this.at(first + i));
  }

  private get planned(): number {
    return (this.cidr.size / 4) * 3;
  }

  private at(offset: number): string {
    const address = this.cidr.base + offset;
    return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
  }
}

/** Whether the text is an IPv4 network without host bits: `10.0.0.5/24` would never settle in a load balancer's list. */
export function isCidr(text: string): boolean {
  return network(text) !== undefined;
}

function parse(text: string): Cidr | undefined {
  const found = network(text);
  return found === undefined || found.size < 2 ** (32 - LONGEST_PREFIX) ? undefined : found;
}

function network(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((part) => part > 255) || prefix > 32) {
    return undefined;
  }
  const base = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefix);
  return base % size === 0 ? { base, size } : undefined;
}
