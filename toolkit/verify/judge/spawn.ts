import { blocked, failed, notApplicable, passed, type Verdict } from '../result';
import type { Spawn } from '../session/hub-session';
import type { RecordedProfile } from '../services';

/** Whether a profile started in time. */
export function judgeSpawn({ ready, seconds, messages }: Spawn, limitSeconds: number, queue: string | null): Verdict {
  const last = messages.at(-1) ?? 'the hub said nothing';
  if (ready) {
    return passed(`ready after ${seconds.toFixed(1)} s (limit ${limitSeconds} s)`);
  }
  if (queue !== null && !ran(messages)) {
    return blocked(`its job never ran: ${last}`, `first mend the queue '${queue}' (A6)`);
  }
  const where =
    queue === null ? 'the hub’s log' : 'the log of the job (~/.daas-notebook.log), whether its node reaches the hub, and the hub’s log';
  return failed(`not ready after ${seconds.toFixed(1)} s: ${last}`, `look at ${where}`);
}

/** Whether the scheduler ever ran the job. */
function ran(messages: readonly string[]): boolean {
  return messages.some((m) => /\bruns on\b/i.test(m));
}

/** Whether a notebook went through the scheduler as a job and came back. */
export function judgeBatch(profile: RecordedProfile, spawn: Spawn, seen: { readonly job: string; readonly host: string } | null): Verdict {
  if (seen === null) {
    const last = spawn.messages.at(-1) ?? 'the hub said nothing';
    return ran(spawn.messages)
      ? blocked('its job ran, but no session came of it', 'first mend the spawn (A3)')
      : failed(
          `the job never ran: ${last}`,
          `ask the scheduler about queue '${profile.queue}': are its nodes up, has it room, may the account submit (Slurm: sinfo -R, squeue)`,
        );
  }
  const told = spawn.messages.map((m) => /\bjob (\S+) .*runs on (\S+?);?(\s|$)/i.exec(m)).find((m) => m !== null);
  const job = told?.[1] ?? seen.job;
  if (job === undefined || job === '') {
    return failed(
      `the session on ${seen.host} is no job: neither the hub nor its environment tells a job number`,
      `the hub must start profile '${profile.name}' through queue '${profile.queue}': look at its spawner settings`,
    );
  }
  return passed(`job ${job} in queue '${profile.queue}' ran on ${told?.[2] ?? seen.host} and answered`);
}

/** Whether a session has the GPUs that its profile promises. */
export function judgeGpu(profile: RecordedProfile, gpus: readonly string[]): Verdict {
  if (profile.gpu === null) {
    return notApplicable('the profile has no GPU');
  }
  const { model, count } = profile.gpu;
  const next =
    profile.queue === null
      ? 'look at the device plugin and the driver on the node, and at the pool’s resource name'
      : `look at the driver of the nodes and the gres of queue '${profile.queue}' (sinfo -o "%n %G")`;
  const right = gpus.filter((line) => line.toLowerCase().includes(model.toLowerCase()));
  if (right.length < count) {
    return failed(`nvidia-smi lists ${gpus.length === 0 ? 'no GPU' : gpus.join('; ')}; ${count} × ${model} promised`, next);
  }
  return passed(right.join('; '));
}

/** Whether the place was free again. */
export function judgeStop(seconds: number | undefined, limitSeconds: number): Verdict {
  return seconds === undefined
    ? failed(`still there after ${limitSeconds} s`, 'the job, pod or process is left: end it by hand, and look at the hub’s log')
    : passed(`gone after ${seconds.toFixed(1)} s`);
}

/** Whether a user is kept to one server. */
export function judgeSecond(status: number): Verdict {
  return status >= 400
    ? passed(`a second server was refused (${status})`)
    : failed(
        `a second server was started (${status})`,
        'switch named servers off at the hub, or limit them: one user could take all places',
      );
}
