import type { PreflightProblem } from '../problem';
import { seenBy, type HostsSeen } from './seen';

/** Tokens of a log-in are refused, and munge's credentials soon after, when clocks differ by more. */
const TOLERATED_SECONDS = 30;

/** Hosts whose clock differs from this machine's by more than the time that asking took. Pure. */
export function checkClock(seen: HostsSeen): readonly PreflightProblem[] {
  return seenBy(seen, 'Clock').flatMap(({ host, state, output, asked, answered }) => {
    const told = Number(output);
    const skew = told < asked ? told - asked : told > answered ? told - answered : 0;
    return state === 'ok' && Math.abs(skew) > TOLERATED_SECONDS
      ? [
          {
            code: 'ClockSkew',
            message: `the clock of ${host} is ${Math.round(Math.abs(skew))} s ${skew < 0 ? 'behind' : 'ahead of'} this machine's`,
            remedy: `let chrony or systemd-timesyncd keep both clocks (chronyc tracking, timedatectl)`,
          },
        ]
      : [];
  });
}
