import { schedulerEnvironment, type SchedulerKind, type SchedulerPlaces } from '../../../core/scheduler-environment';
import type { BlueprintRecord } from '../../app/blueprint-record';
import { SINFO_FORMAT } from '../../slurm/sinfo';

/** A command that lists a scheduler's queues. */
export interface QueueQuestion {
  /** As the site calls the cluster: `batch`. */
  readonly name: string;
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A queue of a scheduler that the facility has. */
export interface WantedQueue {
  readonly cluster: string;
  readonly scheduler: SchedulerKind;
  readonly queue: string;
  /** GPUs that a node of it has to have. */
  readonly gpus: number;
}

interface BatchRecord {
  readonly name: string;
  readonly existing: boolean;
  readonly scheduler: SchedulerKind;
  readonly access: (SchedulerPlaces & { readonly bin: string | null }) | null;
  readonly queues: readonly { readonly name: string; readonly gpus: { readonly count: number } | null }[];
}

const COMMANDS: Readonly<Record<SchedulerKind, string>> = {
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
      environment: schedulerEnvironment(scheduler, access),
    })),
    queues: clusters.flatMap(({ name, scheduler, queues }) =>
      queues.map((queue) => ({ cluster: name, scheduler, queue: queue.name, gpus: queue.gpus?.count ?? 0 })),
    ),
  };
}
