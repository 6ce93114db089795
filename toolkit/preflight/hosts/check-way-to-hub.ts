import type { PreflightProblem } from '../problem';
import type { HostNeeds } from './host-needs';
import { seenBy, type HostsSeen } from './seen';

/** Compute nodes whose notebooks wouldn't reach the hub. Pure. */
export function checkWayToHub({ hubPort }: Pick<HostNeeds, 'hubPort'>, seen: HostsSeen): readonly PreflightProblem[] {
  return seenBy(seen, 'Connect')
    .filter((s) => s.state === 'failed')
    .map(({ host, error }) => ({
      code: 'HubUnreachable',
      message: `${host} doesn't reach the hub's port ${hubPort}: ${error}`,
      remedy:
        "have the hub's host name resolve there (or give it daas_address in the inventory), and let TCP through from compute nodes: " +
        'firewalls of both hosts and between them',
    }));
}
