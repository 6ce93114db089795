import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';

/** What a provider's schema says of changes of one resource type. */
export interface ProviderRule {
  /** False: every change replaces. */
  readonly canUpdate: boolean;
  /** Attributes, nested ones by dots, whose change replaces. */
  readonly replace: readonly string[];
  /** The provider decides more when it plans. */
  readonly customizeDiff?: boolean;
}

/** The builtin resource: only its trigger replaces. */
const BUILTIN: ProviderRule = { canUpdate: true, replace: ['triggers_replace'] };
/** What the provider decides while it plans, as seen there: no schema tells it. */
const DECIDED_IN_PLANS: Readonly<Record<string, readonly string[]>> = {
  kubernetes_persistent_volume_v1: ['spec.persistent_volume_source'],
};
let rules: Readonly<Record<string, ProviderRule>> | undefined;

/** The rule of a type; undefined when no table knows the type. */
export function providerRule(type: string): ProviderRule | undefined {
  rules ??= { terraform_data: BUILTIN, ...table('openstack'), ...table('kubernetes'), ...table('helm') };
  return Object.hasOwn(rules, type) ? rules[type] : undefined;
}

/** Whether a change of the attribute replaces. The path as in a comparison: `spec.selector[0].name`. */
export function replaces(rule: ProviderRule, attribute: string): boolean {
  const plain = attribute.replace(/\[[^\]]*\]/g, '');
  return !rule.canUpdate || rule.replace.some((r) => plain === r || plain.startsWith(`${r}.`));
}

function table(provider: string): Readonly<Record<string, ProviderRule>> {
  const file = path.join(KIT_ROOT, 'toolkit/diff/rules', `${provider}.json`);
  const { resources } = JSON.parse(fs.readFileSync(file, 'utf8')) as { resources: Record<string, ProviderRule> };
  const decided = Object.entries(DECIDED_IN_PLANS).filter(([type]) => Object.hasOwn(resources, type));
  const more = decided.map(([type, paths]) => [type, { ...resources[type]!, replace: [...resources[type]!.replace, ...paths] }] as const);
  return { ...resources, ...Object.fromEntries(more) };
}
