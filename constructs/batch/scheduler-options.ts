import type { Duration } from '../../core/duration';
import type { ComputeNodes } from './compute-nodes';

/** A scheduler that the facility runs: it is only read and used. */
export interface ExistingScheduler {
  readonly existing: true;
  /**
   * Folder of its commands on hosts that submit.
   *
   * @default - they are on the path
   */
  readonly bin?: string;
}

/** What users choose from, where a hub starts notebooks as jobs. */
export interface SlurmChoice {
  /**
   * `profiles`: one of the hub's. `partitions`: a partition with its free nodes, and how many cores, GPUs, hours and how
   * much memory of it, as far as its queue allows (the form of jupyterhub_moss); the profiles are left for links. For hubs
   * with this one cluster.
   *
   * @default profiles
   */
  readonly choice?: 'profiles' | 'partitions';
}

/** Slurm that the facility runs. */
export interface ExistingSlurm extends ExistingScheduler, SlurmChoice {
  /**
   * Host of slurmctld, for checks that it is reached.
   *
   * @default - as slurm.conf says
   */
  readonly controller?: string;
  /**
   * Folder of slurm.conf on hosts that submit.
   *
   * @default - the one that Slurm was built for, mostly /etc/slurm
   */
  readonly configuration?: string;
}

/** Grid Engine that the facility runs, in any of its forks. */
export interface ExistingGridEngine extends ExistingScheduler {
  /**
   * Host of the qmaster, for checks that it is reached.
   *
   * @default - as the cell's act_qmaster says
   */
  readonly controller?: string;
  /**
   * SGE_ROOT on hosts that submit.
   *
   * @default /var/lib/gridengine
   */
  readonly root?: string;
  /**
   * SGE_CELL.
   *
   * @default default
   */
  readonly cell?: string;
  /**
   * Parallel environment that gives all slots on one host (allocation rule `$pe_slots`).
   *
   * @default smp
   */
  readonly parallelEnvironment?: string;
}

/** Torque that the facility runs. There are no packages to deploy it from. */
export interface ExistingTorque extends ExistingScheduler {
  /**
   * Host of pbs_server.
   *
   * @default - as the hosts' server_name says
   */
  readonly controller?: string;
}

/** Slurm that the kit deploys. */
export interface DeployedSlurm extends SlurmChoice {
  /**
   * An existing one has other options.
   *
   * @default false
   */
  readonly existing?: false;
  /**
   * Name of the cluster in slurm.conf. Slurm's state belongs to it: a change loses the queue.
   *
   * @default daas
   */
  readonly clusterName?: string;
  /**
   * The compute nodes.
   *
   * @default - one, on a machine that is controller and node
   */
  readonly nodes?: readonly ComputeNodes[];
  /**
   * Nodes set aside for a time.
   *
   * @default - none
   */
  readonly reservations?: readonly ReservationOptions[];
  /**
   * Accounts of jobs, with limits, in a database on the controller (slurmdbd, MariaDB). Jobs of users in no account are
   * then refused. `destroy` leaves the database: it says who used what.
   *
   * @default - none: everybody may submit, and nothing is kept
   */
  readonly accounting?: readonly AccountOptions[];
  /**
   * Whether jobs are held to their cores, memory and GPUs by control groups. Say no only where the kernel doesn't let
   * Slurm make them, as in most containers: then memory is booked but not enforced.
   *
   * @default true
   */
  readonly controlGroups?: boolean;
}

/** Grid Engine that the kit deploys, from the distribution's packages. */
export interface DeployedGridEngine {
  /**
   * An existing one has other options.
   *
   * @default false
   */
  readonly existing?: false;
  /**
   * The compute nodes.
   *
   * @default - one, on a machine that is controller and node
   */
  readonly nodes?: readonly ComputeNodes[];
}

/** Somebody whom jobs are booked to: a group, a beamline, a project. */
export interface AccountOptions {
  /** Lower-case letters and digits, as Slurm has them. */
  readonly name: string;
  /** Names of users; a user's first account is the default one. */
  readonly users: readonly string[];
  /**
   * For people who read reports.
   *
   * @default - the name
   */
  readonly description?: string;
  /**
   * What all jobs of the account together may have at once.
   *
   * @default - no limit
   */
  readonly limits?: AccountLimits;
}

/** What all running jobs of an account may have together; what isn't said isn't limited. */
export interface AccountLimits {
  /**
   * Jobs of one user.
   *
   * @default - no limit
   */
  readonly jobsPerUser?: number;
  /**
   * Cores of all.
   *
   * @default - no limit
   */
  readonly cores?: number;
  /**
   * GPUs of all; where they are shared, slices.
   *
   * @default - no limit
   */
  readonly gpus?: number;
}

/** Nodes set aside for a beamtime, a course or a repair. */
export interface ReservationOptions {
  readonly name: string;
  /** Names of compute nodes. */
  readonly nodes: readonly string[];
  /** Begin, local time of the controller: `2026-11-23T09:00:00`. */
  readonly start: string;
  readonly duration: Duration;
  /** Who may use them meanwhile. */
  readonly users: readonly string[];
}
