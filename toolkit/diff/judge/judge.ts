import type { Risk } from '../../../core/effects/risk';
import { isObject } from '../../json';
import { providerRule } from '../provider-rules';
import { isKeepable } from '../renames';
import type { Action, ResourceChange } from '../resource-change';
import { judgeHelm } from './helm';
import { judgeHosts } from './hosts';
import type { JudgedChange, Judgement } from './judgement';
import { judgeKubernetes } from './kubernetes';
import { judgeOpenStack } from './openstack';

/** Without anything more special: what the action says. */
export const BY_ACTION: Readonly<Record<Action, Risk>> = {
  create: 'adds',
  update: 'reconfigures',
  replace: 'replaces',
  delete: 'replaces',
};

/** Says what a change of a resource does to users and data. */
export function judge(change: ResourceChange): JudgedChange {
  const judgement = special(change) ?? { risk: BY_ACTION[change.action], sentence: '' };
  const notes = [judgement.sentence, rename(change), refusal(change, judgement), unknowable(change)];
  return { ...change, ...judgement, shown: shown(change, judgement), sentence: notes.filter((n) => n !== '').join('; ') };
}

/** Terraform's names of two actions mislead. */
function shown({ action, resource }: ResourceChange, { risk }: Judgement): Action {
  if (resource.type === 'terraform_data' && action === 'replace') {
    return 'update';
  }
  return resource.type === 'openstack_compute_instance_v2' && action === 'update' && risk === 'destroys-data' ? 'replace' : action;
}

function special(change: ResourceChange): Judgement | undefined {
  const { type } = change.resource;
  if (type === 'terraform_data') {
    return judgeHosts(change);
  }
  if (type === 'helm_release') {
    return judgeHelm(change);
  }
  if (type.startsWith('kubernetes_')) {
    return judgeKubernetes(change);
  }
  if (type.startsWith('openstack_')) {
    return judgeOpenStack(change);
  }
  return undefined;
}

/** A new name is a new resource to Terraform, unless the site says otherwise. */
function rename({ renamed, action }: ResourceChange): string {
  if (renamed === undefined) {
    return '';
  }
  const other = action === 'delete' ? `comes back as ${renamed.to.construct}` : `was ${renamed.from.construct}`;
  const remedy = isKeepable(renamed) ? `, which 'moved' from ${renamed.from.address} to ${renamed.to.address} would keep` : '';
  return `${other}${remedy}`;
}

/** Terraform refuses to destroy what is marked so; a resource that has gone from the configuration lost its mark with it. */
function refusal({ action, resource, before }: ResourceChange, { risk }: Judgement): string {
  const marked = (config: ResourceChange['resource']['config'] | undefined): boolean =>
    isObject(config?.['lifecycle']) && config['lifecycle']['prevent_destroy'] === true;
  if (action === 'replace' && marked(resource.config)) {
    return 'refused by prevent_destroy';
  }
  return action === 'delete' && risk === 'destroys-data' && marked(before?.config)
    ? 'prevent_destroy went away with it, so nothing refuses this'
    : '';
}

/** What a platform chooses where a site says nothing: saying just that replaces nothing. */
const FILLED_IN = /(^|\.)(availability_zone|region|key_pair|mac_address|cluster_ip|share_type|share_network_id)$/;

function unknowable({ action, resource, because, differences }: ResourceChange): string {
  if (providerRule(resource.type) === undefined) {
    return `no table knows ${resource.type}: it may be replaced`;
  }
  const added = because.filter((path) => differences.some((d) => d.path === path && d.before === undefined));
  const computed = added.filter((path) => FILLED_IN.test(path));
  return action === 'replace' && computed.length > 0 && computed.length === because.length
    ? `unless ${computed.join(', ')} already has this value`
    : '';
}
