import { failed, passed, type Verdict } from '../result';

/** What a restart under a running session left. */
export interface RecoverySeen {
  /** Until the service answered again; null when it didn't within the limit. */
  readonly backSeconds: number | null;
  /** Whether the kernel still had what it held before. */
  readonly kept: boolean;
}

/** Whether a service came back without ending sessions. */
export function judgeRecovery({ backSeconds, kept }: RecoverySeen, limitSeconds: number): Verdict {
  if (backSeconds === null) {
    return failed(`not back after ${limitSeconds} s`, 'nothing starts it again: look at systemd, supervisor or the deployment’s replicas');
  }
  return kept
    ? passed(`back after ${backSeconds.toFixed(1)} s; the running kernel kept its values`)
    : failed(
        `back after ${backSeconds.toFixed(1)} s, but the running kernel was lost`,
        'sessions must outlive the hub: proxy and servers run apart from it',
      );
}

/** Whether sessions start fast enough. */
export function judgeSpawnTimes(seconds: readonly number[], limitSeconds: number): Verdict {
  const slowest = Math.max(...seconds);
  const evidence = `${seconds.map((s) => s.toFixed(1)).join(', ')} s; slowest ${slowest.toFixed(1)} s, wanted ${limitSeconds} s`;
  return slowest <= limitSeconds
    ? passed(evidence)
    : failed(evidence, 'images or environments should lie on the nodes already; queues need free places');
}

/** Whether results are written and read fast enough. */
export function judgeBandwidth(write: number, read: number, minimum: number): Verdict {
  const evidence = `writes ${write} MiB/s, reads ${read} MiB/s (64 MiB), wanted ${minimum} MiB/s`;
  return Math.min(write, read) >= minimum
    ? passed(evidence)
    : failed(evidence, 'measure the mount on the machine itself (fio), then server and network');
}
