import type { Size } from '../../core/size';
import type { Flavor } from './flavor';
import type { Image } from './image';

/** Networks of the site in the cloud. */
export interface NetworkOptions {
  /** Network of the cloud that leads to the outside: `public`. */
  readonly external: string;
  /** IPv4 subnet of the machines: `10.44.0.0/24`. Nothing else of the facility may use it. */
  readonly machines: string;
  /** IPv4 subnet of the load balancer, so that machines can tell users' connections from others: `10.44.1.0/27`. */
  readonly entry: string;
  /**
   * IPv4 subnet of desktops that VISA makes.
   *
   * @default - the site has no desktops in this cloud
   */
  readonly desktops?: string;
  /** IPv4 addresses of name servers. */
  readonly dnsServers: readonly string[];
}

/** What the project may use; set by an administrator. */
export interface QuotaOptions {
  readonly instances: number;
  readonly cores: number;
  readonly memory: Size;
  readonly volumes: number;
  readonly volumeStorage: Size;
  readonly ports: number;
  readonly securityGroups: number;
  readonly loadBalancers: number;
}

/** DNS zone of the site in Designate. */
export interface ZoneOptions {
  /** Zone: `daas.esrf.example`. */
  readonly name: string;
  /**
   * Whether the cloud has it already; else it is made, for which its parent has to be delegated to Designate.
   *
   * @default true
   */
  readonly existing?: boolean;
  /**
   * Whether `destroy` removes a zone that was made. Takes effect only if the site says `removeDataOnDestroy` too.
   *
   * @default false
   */
  readonly removeOnDestroy?: boolean;
}

/** Options of OpenStackPlatform. */
export interface OpenStackOptions {
  /** Entry of clouds.yaml with the project's credentials; they are never given here. */
  readonly cloud: string;
  /**
   * Entry of clouds.yaml with an administrator's credentials, for flavours and quotas that the kit makes.
   *
   * @default - flavours are the cloud's own, quotas stay as they are
   */
  readonly adminCloud?: string;
  /**
   * TCP ports of the cloud's public APIs, for the firewalls of what uses them: VISA. A cloud without a proxy in front has
   * Nova at 8774, Glance at 9292, Neutron at 9696, Keystone at 5000, Placement at 8778.
   *
   * @default [443]
   */
  readonly apiPorts?: readonly number[];
  readonly network: NetworkOptions;
  /**
   * Where services of the port matrix are that lie outside the cloud: IPv4 networks by the service's name. `operators` is
   * where the machines are administered from; `packages`, `time` are optional services that machines use.
   */
  readonly outside: Readonly<Record<string, readonly string[]>> & { readonly operators: readonly string[] };
  /** Public SSH key of the account that configures the machines. */
  readonly operatorKey: string;
  /** Image of machines that don't name their own. */
  readonly image: Image;
  /**
   * More images: for rollouts and desktops.
   *
   * @default - none
   */
  readonly images?: readonly Image[];
  /** Flavours to choose from. */
  readonly flavors: readonly Flavor[];
  /**
   * Availability zones that machines are spread over, one after the other.
   *
   * @default - the cloud chooses
   */
  readonly zones?: readonly string[];
  /**
   * Availability zone of volumes.
   *
   * @default - the cloud chooses
   */
  readonly volumeZone?: string;
  /**
   * DNS zone for what users reach.
   *
   * @default - addresses are outputs, and the facility's own DNS is told by hand
   */
  readonly dns?: ZoneOptions;
  /**
   * Quotas of the project.
   *
   * @default - left as they are
   */
  readonly quotas?: QuotaOptions;
}
