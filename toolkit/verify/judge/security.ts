import { failed, passed, type Verdict } from '../result';
import type { SessionSeen } from '../session/probe';

/** Whether a session has no power over its machine or cloud. */
export function judgeIsolation(seen: SessionSeen): Verdict {
  const faults = [
    ...(seen.uid === 0 ? ['runs as root'] : []),
    ...(/^0*$/.test(seen.capabilities) ? [] : [`has capabilities ${seen.capabilities}`]),
    ...seen.engines.map((e) => `can open ${e}`),
  ];
  return faults.length === 0
    ? passed('no capabilities, no container engine, not root')
    : failed(faults.join('; '), 'sessions must have no rights beside their user’s: look at the spawner’s sandbox or pod');
}

/** Whether a session can't ask the cloud for the machine's credentials. */
export function judgeMetadata(seen: SessionSeen): Verdict {
  return seen.metadata
    ? failed(
        '169.254.169.254 answers in a session',
        'block the metadata service for sessions: it gives user data and credentials of the machine',
      )
    : passed('169.254.169.254 gives nothing');
}

/** Whether the broker keeps codes from going elsewhere. */
export function judgeRedirect(status: number, location: string | null): Verdict {
  return location !== null && location.startsWith('https://elsewhere.example')
    ? failed('the broker redirects to https://elsewhere.example', 'register exact redirect URIs at the client, no wildcards')
    : passed(`refused (${status})`);
}

/** Whether the broker's administrator has no password that everybody knows. */
export function judgeDefaultPassword(status: number): Verdict {
  return status === 200
    ? failed('admin/admin got a token', 'change the administrator’s password now, and look through the realm’s events')
    : passed(`admin/admin was refused (${status})`);
}

/** Whether the hub tells nothing to who isn't logged in. */
export function judgeClosedApi(status: number): Verdict {
  return status === 401 || status === 403
    ? passed(`refused (${status})`)
    : failed(`/hub/api/users answered ${status} without log-in`, 'the hub’s API must ask for a token: look at its roles and scopes');
}

/** What was left of a log-in after its log-out. */
export interface LogOutSeen {
  /** Answer to the browser that logged out. */
  readonly status: number;
  /** Seconds until the cookies of before were refused too; null when they never were. */
  readonly copiedSeconds: number | null;
}

/** Whether a log-out ends the session: at once for the browser, soon for whoever copied its cookies. */
export function judgeLogOut({ status, copiedSeconds }: LogOutSeen, limitSeconds: number): Verdict {
  const next = 'log-out must end the session at hub and broker: look at the log-out addresses of the client, and at auth_refresh_age';
  if (status !== 401 && status !== 403) {
    return failed(`the hub still answers ${status} to the browser that logged out`, next);
  }
  return copiedSeconds === null
    ? failed(`cookies of before the log-out still work after ${limitSeconds} s`, next)
    : passed(`the browser is outside at once (${status}), copied cookies after ${copiedSeconds.toFixed(0)} s`);
}
