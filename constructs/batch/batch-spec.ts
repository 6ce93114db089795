/** A queue (Slurm: partition) as plain data. */
export interface QueueSpec {
  readonly name: string;
  /** Longest run time, seconds. */
  readonly limitSeconds: number;
  /** Largest node of the queue. */
  readonly coresPerNode: number;
  readonly memoryMebibytesPerNode: number;
  /** GPUs of a node; null for none. */
  readonly gpus: { readonly model: string; readonly count: number } | null;
}

/** A batch cluster as plain data. */
export interface BatchSpec {
  readonly scheduler: 'slurm' | 'grid-engine' | 'torque';
  /** Whether the facility runs it already; then it is only used, never configured. */
  readonly existing: boolean;
  readonly queues: readonly QueueSpec[];
}

/** How others reach the scheduler. Plain data. */
export interface BatchEndpoint {
  readonly scheduler: BatchSpec['scheduler'];
  /** The scheduler's configuration file on machines that submit; null where the system's own is used. */
  readonly configurationFile: string | null;
}
