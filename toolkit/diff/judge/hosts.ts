import { isObject, textOf, type JsonObject } from '../../json';
import type { ResourceChange } from '../resource-change';
import type { Judgement } from './judgement';
import { judgeRun } from './role-effects';

/** What the removal of a role's service does. */
const REMOVAL: Readonly<Record<string, string>> = {
  mount: 'unmounted; the data stay where they are',
  realm: 'the realm goes: its users can’t log in',
  keycloak: 'the broker goes: nobody can log in',
  hub: 'the hub goes: running notebooks end',
};

/** Kept data, by role: the removal needs the consent of the site and of the mount. */
const KEEPS_DATA = ['mount', 'keycloak', 'realm', 'sample_data'];

/** A play's two resources: `Service` stands for what is there, `Settings` for what it is set to. */
export function judgeHosts({ action, resource, before }: ResourceChange): Judgement {
  const service = inputOf(before) ?? inputOf(resource);
  if (service === undefined) {
    const role = roleOf(resource);
    const { risk, sentence } = judgeRun(role);
    // A removed `Settings` does nothing: the removal is the service's.
    return action === 'replace'
      ? { risk, sentence: `role ${role} runs again: ${sentence}` }
      : { risk: action === 'create' ? 'adds' : 'invisible', sentence: '' };
  }
  const role = textOf(service['role']);
  if (action === 'delete') {
    const removal = isObject(service['removal']) ? service['removal'] : {};
    return KEEPS_DATA.includes(role) && removal['removeData'] === true
      ? { risk: 'destroys-data', sentence: `removed by role ${role}, with its data: site and mount both consent` }
      : { risk: 'interrupts-users', sentence: `removed by role ${role}: ${REMOVAL[role] ?? 'what it serves is gone'}` };
  }
  const consents = isObject(service['removal']) && service['removal']['removeData'] !== true && removesData(resource);
  return action === 'create'
    ? { risk: 'adds', sentence: '' }
    : { risk: 'invisible', sentence: consents ? 'a later removal would take its data too' : 'only what a later removal needs to know' };
}

function inputOf(resource: ResourceChange['before']): JsonObject | undefined {
  const input = resource?.config['input'];
  return isObject(input) ? input : undefined;
}

function removesData(resource: ResourceChange['resource']): boolean {
  const removal = inputOf(resource)?.['removal'];
  return isObject(removal) && removal['removeData'] === true;
}

function roleOf({ config }: ResourceChange['resource']): string {
  return /"DAAS_ROLE":"([a-z_]+)"/.exec(JSON.stringify(config['provisioner'] ?? ''))?.[1] ?? 'unknown';
}
