import type { PreflightProblem } from '../problem';
import { seenBy, type HostsSeen } from './seen';

/** Hosts that Ansible can't reach, can't work on, or may not be root on. Pure. */
export function checkReach(seen: HostsSeen): readonly PreflightProblem[] {
  const lost = seen.seen
    .filter((s) => s.state === 'unreachable')
    .map(({ host, error }) => ({
      code: 'HostUnreachable',
      message: `${host} can't be reached by SSH: ${error}`,
      remedy: `ssh ${host} by hand as the inventory says (user, key, jump host), and accept its key; or correct the inventory`,
    }));
  const python = seenBy(seen, 'Clock')
    .filter((s) => s.state === 'failed')
    .map(({ host, error }) => ({
      code: 'HostPython',
      message: `Ansible can't work on ${host}: ${error}`,
      remedy: 'install Python 3 at /usr/bin/python3 on it, and see that the account may write to its home',
    }));
  const broken = new Set(seenBy(seen, 'Clock').flatMap((s) => (s.state === 'failed' ? [s.host] : [])));
  const sudo = seenBy(seen, 'Sudo')
    .filter((s) => !broken.has(s.host) && (s.state === 'failed' || s.output.trim() !== '0'))
    .map(({ host, error, output }) => ({
      code: 'HostSudo',
      message: `sudo doesn't work on ${host}: ${error === '' ? `it makes uid ${output.trim()}` : error}`,
      remedy: `give the account of the inventory sudo without a password on ${host}, or call with ANSIBLE_BECOME_PASSWORD_FILE set`,
    }));
  return [...lost, ...python, ...sudo];
}
