import { isObject, textOf, type JsonObject } from '../../json';
import type { SiteDocument } from '../../stack/site-document';
import { queueQuestions, type QueueQuestion, type WantedQueue } from './queue-questions';

/** A role that is to run on hosts. */
export interface RoleNeed {
  readonly role: string;
  /** Groups that it runs in: `hub`, `compute`; `all` for every host. */
  readonly groups: readonly string[];
}

/** What a site needs of the hosts of an inventory. Plain data. */
export interface HostNeeds {
  /** Relative to the clone, separated by commas. */
  readonly inventory: string;
  /** Folder that everything lies below. */
  readonly directory: string;
  readonly roles: readonly RoleNeed[];
  /** Commands that list queues, run where jobs are submitted from. */
  readonly schedulers: readonly QueueQuestion[];
  readonly queues: readonly WantedQueue[];
  /** Port of the hub that compute nodes have to reach; null where no jobs report to one. */
  readonly hubPort: number | null;
}

/** Made of machines that a cloud makes in the same deployment: they aren't there to be asked. */
const MACHINES = 'inventory/machines';

/** What a site needs of hosts. */
export interface SiteHosts {
  /** Of each inventory. */
  readonly needs: readonly HostNeeds[];
  /** Whether it puts things onto machines that it makes itself. */
  readonly madeBySite: boolean;
  /** Schedulers that none of the hosts belongs to: the site changes nothing on those that submit to them. */
  readonly unasked: readonly string[];
}

/** What is needed of each inventory. Pure. */
export function hostNeeds({ resources, blueprint }: Pick<SiteDocument, 'resources' | 'blueprint'>): SiteHosts {
  const plays = [...resources.values()].flatMap(({ type, config }) => {
    const input = config['input'];
    return type === 'terraform_data' && isObject(input) && isObject(input['target']) && input['target']['kind'] === 'ssh'
      ? [{ role: textOf(input['role']), target: input['target'] }]
      : [];
  });
  const { questions, queues } = queueQuestions(blueprint);
  const port = blueprint.flows.find((f) => f.from === 'compute' && f.to === 'hub')?.port;
  const inventories = [...new Set(plays.map(({ target }) => textOf(target['inventory'])))];
  const needs = inventories
    .map((inventory) => {
      const own = plays.filter(({ target }) => textOf(target['inventory']) === inventory);
      return {
        inventory: listed(inventory).join(','),
        directory: textOf(own[0]!.target['directory']),
        roles: own.map(({ role, target }) => ({ role, groups: groupsOf(target) })),
        schedulers: questions,
        queues,
        hubPort: typeof port === 'number' ? port : null,
      };
    })
    .filter((need) => need.inventory !== '');
  const madeBySite = inventories.some((inventory) => inventory.includes(MACHINES));
  return { needs, madeBySite, unasked: needs.length === 0 ? questions.map((q) => q.name) : [] };
}

function listed(inventory: string): readonly string[] {
  return inventory.split(',').filter((file) => file !== '' && !file.endsWith(MACHINES));
}

/** `hub:login`, as Ansible has it. */
function groupsOf(target: JsonObject): readonly string[] {
  return textOf(target['hosts'] ?? 'all').split(':');
}
