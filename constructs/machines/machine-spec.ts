/** A machine that a cloud gives to whatever configures it. Known before anything is deployed, but for `generation`. */
export interface Machine {
  /** Host name: `workers-1`. */
  readonly name: string;
  /** IPv4 address, fixed. */
  readonly address: string;
  /** Groups of an inventory: `slurm_nodes`. */
  readonly groups: readonly string[];
  /** Account that may log in by the operators' key and become root. */
  readonly user: string;
  /** Another one when the machine was made anew, and has to be configured again. Known at apply only: nothing for a record. */
  readonly generation: string;
}

/** Disk of a machine that outlives the machine. */
export interface MachineVolumeSpec {
  readonly sizeGibibytes: number;
  /** Type in the cloud: `ssd`; null for the cloud's default. */
  readonly type: string | null;
  /** Whether `destroy` removes the data. Needs the site's consent too. */
  readonly removeOnDestroy: boolean;
}

/** How users reach machines from outside. */
export interface ExposureSpec {
  readonly kind: 'load-balancer' | 'address';
  /** Name below the site's domain: `portal`. */
  readonly dnsName: string;
  /** TCP ports: 80, 443 or both. */
  readonly ports: readonly number[];
}

/** Machines of one kind as plain data. */
export interface MachinePoolSpec {
  /** `workers`: begins the machines' names, and stands for them in the port matrix. */
  readonly name: string;
  readonly count: number;
  /** Addresses that are kept for the pool, so that it can grow without any other pool moving. */
  readonly room: number;
  readonly cores: number;
  readonly memoryMebibytes: number;
  /** Null without GPU. */
  readonly gpu: { readonly model: string; readonly count: number } | null;
  readonly groups: readonly string[];
  /** Services of the port matrix that run here. */
  readonly services: readonly string[];
  /** Image by its name in the cloud; null for the platform's. */
  readonly image: string | null;
  /** The next image, and how many machines, from the first, have it already; null while nothing is rolled out. */
  readonly rollout: { readonly image: string; readonly machines: number } | null;
  /** Null without. */
  readonly volume: MachineVolumeSpec | null;
  /** Null when users never connect. */
  readonly exposure: ExposureSpec | null;
}
