import type { LoginSpec } from '../auth/auth-spec';
import type { IdentitySpec } from '../auth/identity-map';
import type { SecretReference } from '../../core/secret';

/** Ports of a desktop that VISA connects to (its protocol table): RDP, guacd, Jupyter, WebX, file and print services. */
export const DESKTOP_PORTS = {
  api: { 3389: 'whether the desktop answers', 4822: 'desktop by Guacamole', 5555: 'desktop by WebX' },
  jupyterProxy: { 8888: 'notebooks on the desktop', 8090: 'files on the desktop', 8091: 'printing from the desktop' },
} as const;

/** OpenStack as VISA's own settings want it: bases of the endpoints, without a version. */
export interface VisaEndpoints {
  readonly identity: string;
  readonly compute: string;
  readonly placement: string;
  readonly image: string;
  readonly network: string;
}

/** A project of an OpenStack cloud. */
export interface VisaOpenStackSpec {
  readonly kind: 'openstack';
  /** Shown to administrators. */
  readonly name: string;
  readonly endpoints: VisaEndpoints;
  /**
   * TCP ports of the endpoints, where those are known at apply only.
   *
   * @default - as the endpoints say
   */
  readonly apiPorts?: readonly number[];
  /** Network of the desktops. */
  readonly network: { readonly name: string; readonly id: string };
  /** Group that every desktop is in; null for the project's `default`. */
  readonly securityGroup: string | null;
  /** Id of an application credential with the role `member`. */
  readonly credentialId: string;
  /** Its secret: where it lies, or `made` when the same site makes it. */
  readonly credentialSecret: SecretReference | { readonly store: 'made' };
  /** What users choose from, as far as the site knows it. */
  readonly images: readonly { readonly name: string; readonly id: string }[];
  readonly flavors: readonly { readonly name: string; readonly id: string; readonly cores: number; readonly memoryMebibytes: number }[];
}

/** A service of the facility's with VISA's web provider interface, such as the one for Proxmox. */
export interface VisaWebProviderSpec {
  readonly kind: 'web';
  readonly name: string;
  readonly url: string;
  readonly token: SecretReference;
}

/** Where VISA makes desktops. Plain data. */
export type VisaCloudSpec = (VisaOpenStackSpec | VisaWebProviderSpec) & {
  /** What desktops are called in the port matrix. */
  readonly service: string;
  /** IPv4 network that desktops get addresses of. */
  readonly desktops: string;
};

/** VISA as plain data. */
export interface VisaSpec {
  /** `visa`. */
  readonly name: string;
  readonly login: LoginSpec;
  readonly identities: IdentitySpec;
  /** Whom users may write to. */
  readonly contact: string;
  readonly cloud: VisaCloudSpec;
  /** API servers beside the one that also runs the scheduler. */
  readonly secondaries: number;
  /** User names of the first administrators. */
  readonly administrators: readonly string[];
  /** Home folder on a desktop, `{user}` standing for the user's name. */
  readonly home: string;
  /** Desktops that a user may have at once. */
  readonly desktopsPerUser: number;
  /** After this time a desktop ends, hours; staff's last four times as long. */
  readonly lifetimeHours: number;
  /** After this time without use a desktop ends, hours. */
  readonly idleHours: number;
  /** Mail to users; null when VISA sends none. */
  readonly mail: { readonly host: string; readonly port: number; readonly from: string } | null;
  /** Key pair that desktops know users by (VISA's PAM module); null where users type a password. */
  readonly signing: { readonly privateKey: SecretReference; readonly publicKey: SecretReference } | null;
}
