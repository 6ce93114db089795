import type { Construct, IDependable } from 'constructs';
import type { Machine, MachinePoolSpec } from './machine-spec';

/** Machines as a platform gives them. */
export interface BoundMachines {
  readonly machines: readonly Machine[];
  /** What has to be there before something connects to them. */
  readonly ready: readonly IDependable[];
}

/** A platform that can make machines. */
export interface IMachineHost {
  /** Called once by MachinePool. Addresses are planned by the platform, so that they are plain data. */
  bindMachines(scope: Construct, spec: MachinePoolSpec): BoundMachines;
}
