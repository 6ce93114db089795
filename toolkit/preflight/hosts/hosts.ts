import type { SiteDocument } from '../../stack/site-document';
import { Attempts } from '../attempts';
import type { Look, Tell } from '../look';
import { together, type Found } from '../problem';
import { askHosts } from './ask-hosts';
import { checkClock } from './check-clock';
import { checkDisk } from './check-disk';
import { checkQueues } from './check-queues';
import { checkReach } from './check-reach';
import { checkWayToHub } from './check-way-to-hub';
import { diskSums } from './disk-needs';
import { hostNeeds, type HostNeeds } from './host-needs';
import type { HostsSeen } from './seen';

type Document = Pick<SiteDocument, 'resources' | 'blueprint'>;

/** What a site takes of its hosts; nobody is asked. */
export function sumUpHosts(document: Document): Look {
  return { sums: hostNeeds(document).needs.flatMap(diskSums), quotas: [], problems: [], notes: [] };
}

/** Whether its hosts are as a deployment needs them. */
export async function lookAtHosts(document: Document, tell: Tell): Promise<Look> {
  const { needs, madeBySite, unasked } = hostNeeds(document);
  const attempts = new Attempts();
  const looks: Found[] = [];
  for (const need of needs) {
    tell(`hosts of ${need.inventory}: by SSH`);
    const seen = await attempts.ask(
      async () => askHosts(need),
      'HostsUnknown',
      'see that Ansible reads the inventory: npx daas doctor SITE',
    );
    looks.push(...(seen === undefined ? [] : [judgeHosts(need, seen)]));
  }
  const notes = [
    ...(madeBySite ? ['machines that the site makes itself can’t be looked at before'] : []),
    ...unasked.map((name) => `the queues of ${name} aren't looked at: the site changes nothing on the hosts that submit to it`),
  ];
  return { ...sumUpHosts(document), ...together([{ problems: attempts.problems, notes }, ...looks]) };
}

/** Everything that hosts lack. Pure. */
export function judgeHosts(needs: HostNeeds, seen: HostsSeen): Found {
  const problems = [...checkReach(seen), ...checkClock(seen), ...checkDisk(needs, seen), ...checkWayToHub(needs, seen)];
  return together([{ problems, notes: [] }, checkQueues(needs, seen)]);
}
