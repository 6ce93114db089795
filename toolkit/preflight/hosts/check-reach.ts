import type { PreflightProblem } from '../problem';
import { byCause } from './by-cause';
import { seenBy, type HostsSeen } from './seen';

/** Hosts that Ansible can't reach, can't work on, or may not be root on. Pure. */
export function checkReach(seen: HostsSeen): readonly PreflightProblem[] {
  const lost = byCause(seen.seen.filter((s) => s.state === 'unreachable')).map(({ hosts, first, error }) => ({
    code: 'HostUnreachable',
    message: `${hosts} can't be reached by SSH: ${error}`,
    remedy: `ssh ${first} by hand as the inventory says (user, key, jump host), and accept its key; or correct the inventory`,
  }));
  const broken = seenBy(seen, 'Clock').filter((s) => s.state === 'failed');
  const python = byCause(broken).map(({ hosts, error }) => ({
    code: 'HostPython',
    message: `Ansible can't work on ${hosts}: ${error}`,
    remedy:
      'install Python 3 at /usr/bin/python3 there, or name another by ansible_python_interpreter in the inventory; ' +
      'and see that the account may write to its home',
  }));
  const refused = seenBy(seen, 'Sudo')
    .filter((s) => !broken.some(({ host }) => host === s.host) && (s.state === 'failed' || s.output.trim() !== '0'))
    .map(({ host, error, output }) => ({ host, error: error === '' ? `it makes uid ${output.trim()}` : error }));
  const sudo = byCause(refused).map(({ hosts, error }) => ({
    code: 'HostSudo',
    message: `sudo doesn't work on ${hosts}: ${error}`,
    remedy: `give the account of the inventory sudo without a password on ${hosts}, or call with ANSIBLE_BECOME_PASSWORD_FILE set`,
  }));
  return [...lost, ...python, ...sudo];
}
