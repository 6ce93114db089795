import type { Construct } from 'constructs';
import type { BatchEndpoint, BatchSpec } from './batch-spec';

/** A platform with a Slurm cluster, or one that can deploy it. */
export interface ISlurmHost {
  /** Called once by BatchCluster. */
  bindSlurm(scope: Construct, spec: BatchSpec): BatchEndpoint;
}

/** A platform with a Grid Engine cluster (SGE, UGE, Altair), or one that can deploy it. */
export interface IGridEngineHost {
  /** Called once by BatchCluster. */
  bindGridEngine(scope: Construct, spec: BatchSpec): BatchEndpoint;
}

/** A platform with a Torque cluster. */
export interface ITorqueHost {
  /** Called once by BatchCluster. */
  bindTorque(scope: Construct, spec: BatchSpec): BatchEndpoint;
}
