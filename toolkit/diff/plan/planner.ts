import * as fs from 'fs';
import * as path from 'path';
import type { Action, ResourceChange } from '../resource-change';
import { NOT_PLANNED, type PlannedChanges, type Planner } from '../report';
import type { SiteDocument } from '../../stack/site-document';
import { stage } from './stage';
import { stateAfter, type Instances } from './state';
import { Terraform, TerraformError, type Plan, type PlannedInstance } from './terraform';

/** Rounds until references are resolved; the longest chain that was seen needed five. */
const ROUNDS = 10;

/**
 * Plans head against a state made from base, by the real providers, without network and credentials. Where their
 * programs aren't installed, the tables decide and the report says so.
 */
export function offlinePlanner(scratch: string): Planner {
  return (base, head, expected) => {
    const work = path.join(scratch, `plan-${head.name}`);
    fs.mkdirSync(work, { recursive: true });
    try {
      return compare(planned(base, head, work), head, base, expected);
    } catch (error) {
      if (!(error instanceof TerraformError)) {
        throw error;
      }
      const why = error.message.replace(/\s+/g, ' ').slice(0, 300);
      return { changes: expected, disagreements: [`${NOT_PLANNED}${why}`] };
    }
  };
}

function planned(base: SiteDocument, head: SiteDocument, work: string): readonly PlannedInstance[] {
  const terraform = new Terraform(work);
  stage(base.folder, work, undefined);
  terraform.init();
  const schemas = terraform.schemas();
  stage(base.folder, work, schemas);
  settle(terraform, (plan, earlier) => {
    const state = stateAfter(plan, schemas, earlier);
    fs.writeFileSync(path.join(work, 'terraform.tfstate'), state.text);
    return state.instances;
  });
  stage(head.folder, work, schemas);
  terraform.init();
  return changed(terraform.plan());
}

/** Plans base again and again, with what the last plan made known, until nothing is left to do. */
function settle(terraform: Terraform, keep: (plan: Plan, earlier: Instances) => Instances): void {
  let instances: Instances = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    const plan = terraform.plan();
    if (changed(plan).length === 0) {
      return;
    }
    instances = keep(plan, instances);
  }
  const rest = changed(terraform.plan());
  if (rest.length > 0) {
    throw new TerraformError(`base doesn't come to rest: ${rest.map((r) => r.address).join(', ')}`);
  }
}

function changed(plan: Plan): readonly PlannedInstance[] {
  return (plan.resource_changes ?? []).filter((r) => r.mode === 'managed' && r.change.actions.join() !== 'no-op');
}

function actionOf({ change }: PlannedInstance): Action {
  return change.actions.length > 1 ? 'replace' : (change.actions[0] as Action);
}

/** The planned changes with what the tables know of their causes, and where the two differ. */
function compare(
  plan: readonly PlannedInstance[],
  head: SiteDocument,
  base: SiteDocument,
  expected: readonly ResourceChange[],
): PlannedChanges {
  const groups = new Map<string, PlannedInstance[]>();
  plan.forEach((p) => {
    const key = `${p.type}.${p.name} ${actionOf(p)}`;
    groups.set(key, [...(groups.get(key) ?? []), p]);
  });
  const byKey = new Map(expected.map((c) => [`${c.resource.address} ${c.action}`, c]));
  const changes = [...groups.keys()].sort().map((key): ResourceChange => {
    const instances = groups.get(key)!;
    const address = `${instances[0]!.type}.${instances[0]!.name}`;
    const known = byKey.get(key) ?? expected.find((c) => c.resource.address === address);
    const because = instances.flatMap((i) =>
      (i.change.replace_paths ?? []).map((p) => p.filter((step) => typeof step === 'string').join('.')),
    );
    return {
      resource: (head.resources.get(address) ?? base.resources.get(address))!,
      action: actionOf(instances[0]!),
      instances: instances.length,
      differences: known?.differences ?? [],
      because: [...new Set([...(known?.because ?? []), ...because])].sort(),
      follows: known?.follows ?? [],
      before: base.resources.get(address),
      ...(known?.renamed !== undefined && { renamed: known.renamed }),
    };
  });
  const missing = [...byKey.keys()].filter((key) => !groups.has(key)).map((key) => `the tables expect: ${key}; the plan doesn't`);
  const more = [...groups.keys()].filter((key) => !byKey.has(key)).map((key) => `the plan says: ${key}; the tables don't`);
  return { changes, disagreements: [...missing, ...more].sort() };
}
