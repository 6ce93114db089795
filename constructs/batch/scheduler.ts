import type { Construct } from 'constructs';
import type { IGridEngineHost, ISlurmHost, ITorqueHost } from './batch-host';
import type { AccountingSpec, BatchAccessSpec, BatchDeploymentSpec, BatchEndpoint, BatchSpec } from './batch-spec';
import type { ComputeNodes } from './compute-nodes';
import type {
  AccountOptions,
  DeployedGridEngine,
  DeployedSlurm,
  ExistingGridEngine,
  ExistingSlurm,
  ExistingTorque,
} from './scheduler-options';

/** What a scheduler says of itself. */
export type SchedulerSpec = Pick<BatchSpec, 'scheduler' | 'existing' | 'choice' | 'access' | 'deployment'>;

const SYSTEMS_OWN: BatchAccessSpec = { controller: null, configuration: null, cell: null, parallelEnvironment: null, bin: null };
const ONE_MACHINE: BatchDeploymentSpec = { clusterName: 'daas', nodes: [], reservations: [], accounts: [], controlGroups: true };

/**
 * The batch system of a cluster.
 *
 * @typeParam H what a platform must be able to do for it
 */
export abstract class Scheduler<H> {
  /** Slurm. */
  public static slurm(options: ExistingSlurm | DeployedSlurm = {}): Scheduler<ISlurmHost> {
    const made = options.existing === true ? existing('slurm', options) : deployedSlurm(options);
    const spec: SchedulerSpec = { ...made, choice: options.choice ?? 'profiles' };
    return new (class extends Scheduler<ISlurmHost> {
      public override bind(scope: Construct, host: ISlurmHost, batch: BatchSpec): BatchEndpoint {
        return host.bindSlurm(scope, batch);
      }
    })(spec, options.existing === true ? [] : (options.nodes ?? []));
  }

  /** Grid Engine in any of its forks. */
  public static gridEngine(options: ExistingGridEngine | DeployedGridEngine = {}): Scheduler<IGridEngineHost> {
    const spec = options.existing === true ? existingGridEngine(options) : deployedGridEngine(options);
    return new (class extends Scheduler<IGridEngineHost> {
      public override bind(scope: Construct, host: IGridEngineHost, batch: BatchSpec): BatchEndpoint {
        return host.bindGridEngine(scope, batch);
      }
    })(spec, options.existing === true ? [] : (options.nodes ?? []));
  }

  /** Torque, with Maui or its own scheduler: the facility's own only. */
  public static torque(options: ExistingTorque): Scheduler<ITorqueHost> {
    return new (class extends Scheduler<ITorqueHost> {
      public override bind(scope: Construct, host: ITorqueHost, batch: BatchSpec): BatchEndpoint {
        return host.bindTorque(scope, batch);
      }
    })(existing('torque', options), []);
  }

  protected constructor(
    /** Plain data, as recorded. */
    public readonly spec: SchedulerSpec,
    /** Of a cluster that the kit deploys. */
    public readonly nodes: readonly ComputeNodes[],
  ) {}

  /** Called by BatchCluster. */
  public abstract bind(scope: Construct, host: H, spec: BatchSpec): BatchEndpoint;
}

function existing(scheduler: BatchSpec['scheduler'], { controller, bin, ...more }: ExistingSlurm | ExistingTorque): SchedulerSpec {
  const configuration = 'configuration' in more ? (more.configuration ?? null) : null;
  const access = { ...SYSTEMS_OWN, controller: controller ?? null, configuration, bin: bin ?? null };
  return { scheduler, existing: true, choice: 'profiles', access, deployment: null };
}

function existingGridEngine(options: ExistingGridEngine): SchedulerSpec {
  const { controller = null, root = '/var/lib/gridengine', cell = 'default', parallelEnvironment = 'smp', bin = null } = options;
  const access = { controller, configuration: root, cell, parallelEnvironment, bin };
  return { scheduler: 'grid-engine', existing: true, choice: 'profiles', access, deployment: null };
}

function deployedSlurm(options: DeployedSlurm): SchedulerSpec {
  const { clusterName = 'daas', nodes = [], reservations = [], accounting = [], controlGroups = true } = options;
  const deployment = {
    clusterName,
    nodes: nodes.map((n) => n.spec),
    reservations: reservations.map(({ duration, ...r }) => ({ ...r, durationMinutes: Math.ceil(duration.toSeconds() / 60) })),
    accounts: accounting.map(account),
    controlGroups,
  };
  return { scheduler: 'slurm', existing: false, choice: 'profiles', access: null, deployment };
}

function deployedGridEngine({ nodes = [] }: DeployedGridEngine): SchedulerSpec {
  const deployment = { ...ONE_MACHINE, nodes: nodes.map((n) => n.spec), controlGroups: false };
  return { scheduler: 'grid-engine', existing: false, choice: 'profiles', access: null, deployment };
}

function account({ name, users, description = name, limits = {} }: AccountOptions): AccountingSpec {
  const { jobsPerUser = null, cores = null, gpus = null } = limits;
  return { name, description, users, jobsPerUser, cores, gpus };
}
