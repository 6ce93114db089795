import type { SchedulerKind, SchedulerPlaces } from '../../core/scheduler-environment';
import type { CudaSpec, GpuPoolSpec } from '../gpu/gpu-spec';

/** GPUs of one node. Plain data. */
export interface NodeGpusSpec extends GpuPoolSpec {
  /** What the scheduler calls one: `gpu:a40`; null for the kit's own name for it. */
  readonly resource: string | null;
  /** Toolkit that jobs find; null where environments bring their own. */
  readonly cuda: CudaSpec | null;
}

/** A queue (Slurm: partition) as plain data. */
export interface QueueSpec {
  readonly name: string;
  /** Longest run time, seconds. */
  readonly limitSeconds: number;
  /** Largest node of the queue. */
  readonly coresPerNode: number;
  readonly memoryMebibytesPerNode: number;
  /** GPUs of a node; null for none. */
  readonly gpus: NodeGpusSpec | null;
  /** Names of its nodes; null for all. */
  readonly nodes: readonly string[] | null;
}

/** Nodes of one kind, as plain data. */
export interface ComputeNodesSpec {
  readonly names: readonly string[];
  /** Of each. */
  readonly cores: number;
  readonly memoryMebibytes: number;
  readonly gpus: NodeGpusSpec | null;
}

/** Nodes set aside for a time, as plain data. */
export interface ReservationSpec {
  readonly name: string;
  readonly nodes: readonly string[];
  /** Local time of the controller: `2026-11-23T09:00:00`. */
  readonly start: string;
  readonly durationMinutes: number;
  readonly users: readonly string[];
}

/** An account of jobs, as plain data. */
export interface AccountingSpec {
  readonly name: string;
  readonly description: string;
  readonly users: readonly string[];
  /** Null for no limit. */
  readonly jobsPerUser: number | null;
  readonly cores: number | null;
  readonly gpus: number | null;
}

/** How hosts that submit reach a scheduler that the facility runs. Plain data. */
export interface BatchAccessSpec extends SchedulerPlaces {
  /** Parallel environment of Grid Engine that gives several cores of one host; null where jobs have one. */
  readonly parallelEnvironment: string | null;
  /** Folder of its commands; null where they are on the path. */
  readonly bin: string | null;
}

/** A scheduler that the kit deploys. Plain data. */
export interface BatchDeploymentSpec {
  readonly clusterName: string;
  /** Empty on a machine that is controller and node in one. */
  readonly nodes: readonly ComputeNodesSpec[];
  readonly reservations: readonly ReservationSpec[];
  /** Accounts that jobs are booked to; empty for no accounting. */
  readonly accounts: readonly AccountingSpec[];
  /** Whether jobs are held to their cores, memory and GPUs by control groups of the kernel. */
  readonly controlGroups: boolean;
}

/** A batch cluster as plain data. */
export interface BatchSpec {
  /** `batch`: profiles and sudo rules name it. */
  readonly name: string;
  readonly scheduler: SchedulerKind;
  /** Whether the facility runs it already; then it is only used, never configured. */
  readonly existing: boolean;
  readonly queues: readonly QueueSpec[];
  /** What users of a hub choose from: its profiles, or partitions and sizes. */
  readonly choice: 'profiles' | 'partitions';
  /** Null for a deployed one. */
  readonly access: BatchAccessSpec | null;
  /** Null for an existing one. */
  readonly deployment: BatchDeploymentSpec | null;
}

/** How others reach the scheduler. Plain data. */
export interface BatchEndpoint {
  readonly scheduler: BatchSpec['scheduler'];
  /** The scheduler's configuration file on machines that submit; null where the system's own is used. */
  readonly configurationFile: string | null;
}
