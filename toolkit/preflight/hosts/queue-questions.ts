import type { BlueprintRecord } from '../../app/blueprint-record';
import { SINFO_FORMAT } from '../../new/discover/sinfo';

/** A command that lists a scheduler's queues. */
export interface QueueQuestion {
  /** As the site calls the cluster: `batch`. */
  readonly name: string;
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Schedulers that a facility may have. */
export type Scheduler = 'slurm' | 'grid-engine' | 'torque';

/** A queue of a scheduler that the facility has. */
export interface WantedQueue {
  readonly cluster: string;
  readonly scheduler: Scheduler;
  readonly queue: string;
  /** GPUs that a node of it has to have. */
  readonly gpus: number;
}

interface BatchRecord {
  readonly name: string;
  readonly existing: boolean;
  readonly scheduler: Scheduler;
  readonly access: { readonly bin: string | null; readonly cell: string | null; readonly configuration: string | null } | null;
  readonly queues: readonly { readonly name: string; readonly gpus: { readonly count: number } | null }[];
}

const COMMANDS: Readonly<Record<Scheduler, string>> = {
  slurm: `sinfo --noheader -o '${SINFO_FORMAT}'`,
  'grid-engine': 'qconf -sql',
  torque: "qstat -Q | awk 'NR > 2 { print $1 }'",
};

/** How to ask the facility's schedulers, and what for; those that the site makes aren't there yet. Pure. */
export function queueQuestions({ entries }: Pick<BlueprintRecord, 'entries'>): {
  readonly questions: readonly QueueQuestion[];
  readonly queues: readonly WantedQueue[];
} {
  const existing = entries.filter((e) => e.concept === 'batch').map((e) => e.spec as BatchRecord);
  const clusters = existing.filter((batch) => batch.existing);
  return {
    questions: clusters.map(({ name, scheduler, access }) => ({
      name,
      command: `${access?.bin === null || access === null ? '' : `PATH=${access.bin}:$PATH; `}${COMMANDS[scheduler]}`,
      environment: environmentOf(scheduler, access),
    })),
    queues: clusters.flatMap(({ name, scheduler, queues }) =>
      queues.map((queue) => ({ cluster: name, scheduler, queue: queue.name, gpus: queue.gpus?.count ?? 0 })),
    ),
  };
}

/** As jobs are submitted (platforms/hosts/batch-spawner.ts). */
function environmentOf(scheduler: Scheduler, access: BatchRecord['access']): Readonly<Record<string, string>> {
  const { configuration = null, cell = null } = access ?? {};
  switch (scheduler) {
    case 'slurm':
      return configuration === null ? {} : { SLURM_CONF: `${configuration}/slurm.conf` };
    case 'grid-engine':
      return { SGE_ROOT: configuration ?? '/var/lib/gridengine', SGE_CELL: cell ?? 'default' };
    case 'torque':
      return {};
  }
}
