import type { PreflightProblem } from '../problem';
import { byCause } from './by-cause';
import type { HostNeeds } from './host-needs';
import { seenBy, type HostsSeen } from './seen';

/** Compute nodes whose notebooks wouldn't reach the hub. Pure. */
export function checkWayToHub({ hubPort }: Pick<HostNeeds, 'hubPort'>, seen: HostsSeen): readonly PreflightProblem[] {
  return byCause(seenBy(seen, 'Connect').filter((s) => s.state === 'failed')).map(({ hosts, error }) => ({
    code: 'HubUnreachable',
    message: `the hub's port ${hubPort} can't be reached from ${hosts}: ${error}`,
    remedy:
      "have the hub's host name resolve there (or give it daas_address in the inventory), and let TCP through from compute nodes: " +
      'firewalls of both hosts and between them',
  }));
}
