/** What VISA asks of a cloud for its users' desktops. Plain data. */
export interface DesktopSpec {
  /** `desktops`: names what is made, and stands for the desktops in the port matrix. */
  readonly name: string;
  /** Images that desktops are made from, by their names in the cloud. */
  readonly images: readonly string[];
  /** Models of GPUs that desktops may have; flavours without GPU are offered too. */
  readonly gpuModels: readonly string[];
  /** Raise it to replace the credential: the old one ends when the new one is in use. */
  readonly credentialGeneration: number;
}

/** A flavour that desktops may have. */
export interface DesktopFlavor {
  readonly name: string;
  /** Known at apply. */
  readonly id: string;
  readonly cores: number;
  readonly memoryMebibytes: number;
  /** Null without GPU. */
  readonly gpu: { readonly model: string; readonly count: number } | null;
}

/** What VISA takes to make desktops. Ids, addresses and the credential are references that are known at apply. */
export interface DesktopCompute {
  /** Public endpoints of the cloud's services, without a version at the end: VISA adds one. */
  readonly endpoints: {
    readonly identity: string;
    readonly compute: string;
    readonly placement: string;
    readonly image: string;
    readonly network: string;
  };
  /**
   * TCP ports of the endpoints, for firewalls.
   *
   * @default - as the endpoints say
   */
  readonly apiPorts?: readonly number[];
  /** Network of the desktops. */
  readonly network: { readonly name: string; readonly id: string; readonly cidr: string };
  /** Group whose rules are the port matrix's rows to the desktops, and no others. */
  readonly securityGroup: { readonly name: string; readonly id: string };
  readonly images: readonly { readonly name: string; readonly id: string }[];
  readonly flavors: readonly DesktopFlavor[];
  /** Application credential of the project with the role `member` only. The secret is sensitive, and it is in the state. */
  readonly credential: { readonly id: string; readonly secret: string };
}
