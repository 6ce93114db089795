import type { Construct } from 'constructs';
import type { IGridEngineHost, ISlurmHost, ITorqueHost } from './batch-host';
import type { BatchEndpoint, BatchSpec } from './batch-spec';

/** Options of every scheduler. */
export interface SchedulerOptions {
  /**
   * Whether the facility runs it already. An existing scheduler is only read and used.
   *
   * @default false
   */
  readonly existing?: boolean;
}

/**
 * The batch system of a cluster.
 *
 * @typeParam H what a platform must be able to do for it
 */
export abstract class Scheduler<H> {
  /** Slurm. */
  public static slurm(options: SchedulerOptions = {}): Scheduler<ISlurmHost> {
    return new (class extends Scheduler<ISlurmHost> {
      public override bind(scope: Construct, host: ISlurmHost, spec: BatchSpec): BatchEndpoint {
        return host.bindSlurm(scope, spec);
      }
    })('slurm', options.existing ?? false);
  }

  /** Grid Engine in any of its forks. */
  public static gridEngine(options: SchedulerOptions = {}): Scheduler<IGridEngineHost> {
    return new (class extends Scheduler<IGridEngineHost> {
      public override bind(scope: Construct, host: IGridEngineHost, spec: BatchSpec): BatchEndpoint {
        return host.bindGridEngine(scope, spec);
      }
    })('grid-engine', options.existing ?? false);
  }

  /** Torque, with Maui or its own scheduler. */
  public static torque(options: SchedulerOptions = {}): Scheduler<ITorqueHost> {
    return new (class extends Scheduler<ITorqueHost> {
      public override bind(scope: Construct, host: ITorqueHost, spec: BatchSpec): BatchEndpoint {
        return host.bindTorque(scope, spec);
      }
    })('torque', options.existing ?? false);
  }

  protected constructor(
    /** Which one, as recorded. */
    public readonly kind: BatchSpec['scheduler'],
    /** Whether it is only used. */
    public readonly existing: boolean,
  ) {}

  /** Called by BatchCluster. */
  public abstract bind(scope: Construct, host: H, spec: BatchSpec): BatchEndpoint;
}
