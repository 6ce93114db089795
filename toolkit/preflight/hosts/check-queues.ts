import { readSinfo } from '../../slurm/sinfo';
import type { Found, PreflightProblem } from '../problem';
import type { HostNeeds } from './host-needs';
import type { WantedQueue } from './queue-questions';
import { seenBy, type HostsSeen, type TaskSeen } from './seen';

/** Queues that the site names and its scheduler doesn't have, or has with fewer GPUs. Pure. */
export function checkQueues({ queues }: Pick<HostNeeds, 'queues'>, seen: HostsSeen): Found {
  const problems: PreflightProblem[] = [];
  const notes: string[] = [];
  for (const cluster of new Set(queues.map((q) => q.cluster))) {
    const answers = seenBy(seen, 'Queues').filter((s) => s.item === cluster);
    const answer = answers.find((s) => s.state === 'ok');
    const wanted = queues.filter((q) => q.cluster === cluster);
    if (answer === undefined) {
      problems.push(...(answers.length === 0 ? [] : [silent(cluster, answers)]));
      continue;
    }
    const there = queuesOf(wanted[0]!.scheduler, answer.output);
    problems.push(...wanted.flatMap((queue) => lacking(queue, there)));
    const untold = wanted.filter((q) => q.gpus > 0 && there.get(q.queue) === null).map((q) => q.queue);
    notes.push(...(untold.length === 0 ? [] : [`the scheduler ${cluster} doesn't tell the GPUs of a queue: look at ${untold.join(', ')}`]));
  }
  return { problems, notes };
}

/** GPUs of the largest node by queue; null where the scheduler doesn't tell. */
type Queues = ReadonlyMap<string, number | null>;

function queuesOf(scheduler: WantedQueue['scheduler'], output: string): Queues {
  const lines = output.split('\n').map((line) => line.trim());
  return scheduler === 'slurm'
    ? new Map(readSinfo(output, 'sinfo').map(({ value }) => [value.name, value.gpus?.count ?? 0]))
    : new Map(lines.filter((line) => line !== '').map((name) => [name, null]));
}

function silent(cluster: string, answers: readonly TaskSeen[]): PreflightProblem {
  const { host, error } = answers[0]!;
  return {
    code: 'SchedulerSilent',
    message: `the scheduler ${cluster} doesn't answer on ${answers.map((a) => a.host).join(', ')}; ${host} says: ${error}`,
    remedy: `make its commands work there by hand; where they lie elsewhere, say so in the site's scheduler`,
  };
}

function lacking({ cluster, scheduler, queue, gpus }: WantedQueue, there: Queues): readonly PreflightProblem[] {
  const word = scheduler === 'slurm' ? 'partition' : 'queue';
  const names = [...there.keys()].sort().join(', ') || 'none';
  const has = there.get(queue);
  if (has === undefined) {
    return [
      {
        code: 'QueueMissing',
        message: `the scheduler ${cluster} has no ${word} '${queue}'`,
        remedy: `have it made, or name another in the site; there are: ${names}`,
      },
    ];
  }
  return has !== null && has < gpus
    ? [
        {
          code: 'QueueGpus',
          message: `nodes of the ${word} '${queue}' of ${cluster} have ${has} GPUs at most, and the site states ${gpus}`,
          remedy: `see sinfo -p ${queue} -o '%N %G' and gres.conf; or correct gpus of the queue`,
        },
      ]
    : [];
}
