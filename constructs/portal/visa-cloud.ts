import type { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { Secret } from '../../core/secret';
import type { DesktopCompute } from '../desktops/desktop-spec';
import type { VisaCloudSpec, VisaEndpoints } from './visa-spec';

/** Desktops that the same site prepares in a cloud. */
export interface PreparedDesktops {
  /** What desktops are called in the port matrix. */
  readonly service: string;
  readonly compute: DesktopCompute;
}

/** A project of an OpenStack cloud that the site doesn't describe. */
export interface VisaOpenStackOptions {
  /**
   * Endpoints of the region, without a version at the end: VISA does no discovery, and adds `/v2/servers` itself.
   * `openstack catalog list` names them.
   */
  readonly endpoints: VisaEndpoints;
  /** Network of the desktops: VISA finds a desktop's address by the name, and connects it by the id. */
  readonly network: { readonly name: string; readonly id: string };
  /** Its IPv4 network, for firewalls: `10.20.0.0/16`. */
  readonly desktops: string;
  /** Id of an application credential with the role `member`; VISA's authors warn of more. */
  readonly credentialId: string;
  /** Its secret. */
  readonly credentialSecret: Secret;
  /**
   * Security group of every desktop.
   *
   * @default - the project's `default`
   */
  readonly securityGroup?: string;
}

/** A service with VISA's web provider interface. */
export interface VisaWebProviderOptions {
  readonly url: string;
  /** What VISA shows it in the header X-Auth-Token. */
  readonly token: Secret;
  /** IPv4 network of the desktops, for firewalls. */
  readonly desktops: string;
}

const CIDR = /^(?:\d{1,3}\.){3}\d{1,3}\/(?:[12]?\d|3[0-2])$/;

/** Where VISA makes desktops. */
export class VisaCloud {
  /** A cloud of the same site: `VisaCloud.desktops(new Desktops(...))`. Its credential is made and passed on by Terraform. */
  public static desktops(desktops: PreparedDesktops): VisaCloud {
    const { service, compute } = desktops;
    const { endpoints, apiPorts, network, securityGroup, credential, images, flavors } = compute;
    const spec: VisaCloudSpec = {
      kind: 'openstack',
      name: 'OpenStack',
      service,
      desktops: network.cidr,
      endpoints,
      ...(apiPorts !== undefined && { apiPorts }),
      network: { name: network.name, id: network.id },
      securityGroup: securityGroup.name,
      credentialId: credential.id,
      credentialSecret: { store: 'made' },
      images,
      flavors: flavors.map(({ name, id, cores, memoryMebibytes }) => ({ name, id, cores, memoryMebibytes })),
    };
    return new VisaCloud(spec, Place.here(), credential.secret);
  }

  /** A project of an OpenStack cloud, by what its administrators say of it. */
  public static openStack(options: VisaOpenStackOptions): VisaCloud {
    const { endpoints, network, desktops, securityGroup, credentialId, credentialSecret } = options;
    const spec: VisaCloudSpec = {
      kind: 'openstack',
      name: 'OpenStack',
      service: 'desktops',
      desktops,
      endpoints,
      network,
      securityGroup: securityGroup ?? null,
      credentialId,
      credentialSecret: credentialSecret.reference,
      images: [],
      flavors: [],
    };
    return new VisaCloud(spec, Place.here(), null);
  }

  /** Anything else, by a service in between; ILL publishes one for Proxmox. */
  public static webProvider(options: VisaWebProviderOptions): VisaCloud {
    const { url, token, desktops } = options;
    return new VisaCloud(
      { kind: 'web', name: 'Web provider', service: 'desktops', desktops, url, token: token.reference },
      Place.here(),
      null,
    );
  }

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: VisaCloudSpec,
    private readonly place: Place,
    /** A reference to the credential's secret where the same site makes it; never recorded. */
    public readonly madeSecret: string | null,
  ) {}

  /** Reports what can't work. Called by Portal. */
  public validate(check: Check, prop: string): void {
    const { spec, place } = this;
    if (this.madeSecret !== null) {
      return;
    }
    if (!CIDR.test(spec.desktops)) {
      check.report('Network', `${prop}.desktops`, `must be an IPv4 network such as '10.20.0.0/16', got '${spec.desktops}'`, { place });
    }
    if (spec.kind === 'web') {
      check.url(`${prop}.url`, spec.url, place);
      return;
    }
    for (const [service, url] of Object.entries({ ...spec.endpoints } as Record<string, string>)) {
      check.url(`${prop}.endpoints.${service}`, url, place);
      if (/\/v\d+(\.\d+)?\/?$/.test(url)) {
        const message = `must not end with a version, because VISA adds one, got '${url}'`;
        check.report('EndpointVersion', `${prop}.endpoints.${service}`, message, { place });
      }
    }
  }
}
