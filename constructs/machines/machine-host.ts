import type { Construct } from 'constructs';
import type { Machine, MachinePoolSpec } from './machine-spec';

/** A platform that can make machines. */
export interface IMachineHost {
  /** Called once by MachinePool. Addresses are planned by the platform, so that they are plain data. */
  bindMachines(scope: Construct, spec: MachinePoolSpec): readonly Machine[];
}
