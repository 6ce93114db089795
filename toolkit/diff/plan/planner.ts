import * as fs from 'fs';
import * as path from 'path';
import { canonical } from '../../json';
import type { Action, ResourceChange } from '../resource-change';
import { NOT_PLANNED, type PlannedChanges, type Planner } from '../report';
import type { SiteDocument } from '../../stack/site-document';
import { stage, wantedVersions } from './stage';
import { stateAfter, type Instances } from './state';
import { Terraform, TerraformError, type Plan, type PlannedInstance, type ProviderSchemas } from './terraform';

/** Rounds until references are resolved; the longest chain that was seen needed five. */
const ROUNDS = 10;
const STATE = 'terraform.tfstate';

/**
 * Plans head against a state made from base, by the real providers, without network and credentials. Where their
 * programs aren't installed, the tables decide and the report says so.
 */
export function offlinePlanner(scratch: string): Planner {
  const bases = new Map<string, Settled>();
  return (base, head, expected) => {
    const known = bases.get(base.folder);
    const work = known?.work ?? path.join(scratch, `plan-${bases.size}-${base.name}`);
    try {
      const settled = known ?? settleBase(base, work);
      bases.set(base.folder, settled);
      if (settled.failure !== undefined) {
        throw new TerraformError(settled.failure);
      }
      const { changes, disagreements } = compare(planned(settled, head), head, base, expected);
      return { changes, disagreements: [...disagreements, ...settled.others.map((o) => `planned with ${o}`)] };
    } catch (error) {
      if (!(error instanceof TerraformError)) {
        throw error;
      }
      const why = error.message.replace(/\s+/g, ' ').slice(0, 300);
      return { changes: expected, disagreements: [`${NOT_PLANNED}${why}`] };
    }
  };
}

/** A base whose state has come to rest; many heads are planned against it. */
interface Settled {
  readonly work: string;
  readonly schemas: ProviderSchemas;
  readonly state: string;
  /** Providers whose versions aren't the site's, in words. */
  readonly others: readonly string[];
  /** Terraform's words where it couldn't. */
  readonly failure?: string;
}

function settleBase(base: SiteDocument, work: string): Settled {
  fs.mkdirSync(work, { recursive: true });
  const terraform = new Terraform(work);
  let state = '';
  let schemas: ProviderSchemas = {};
  let others: readonly string[] = [];
  try {
    others = init(terraform, base, work);
    schemas = terraform.schemas();
    stage(base.folder, work, schemas, others.length > 0);
    settle(terraform, (plan, earlier) => {
      const after = stateAfter(plan, schemas, earlier);
      state = after.text;
      fs.writeFileSync(path.join(work, STATE), state);
      return after.instances;
    });
    return { work, schemas, state, others };
  } catch (error) {
    if (!(error instanceof TerraformError)) {
      throw error;
    }
    return { work, schemas, state, others, failure: error.message };
  }
}

/** Providers as the site wants them; where only other versions are installed, those, which the report says. */
function init(terraform: Terraform, base: SiteDocument, work: string): readonly string[] {
  stage(base.folder, work, undefined, false);
  try {
    terraform.init();
    return [];
  } catch (error) {
    if (!(error instanceof TerraformError) || !error.message.includes('no available releases match')) {
      throw error;
    }
  }
  stage(base.folder, work, undefined, true);
  terraform.init();
  const got = terraform.providers();
  return [...wantedVersions(base.folder)].flatMap(([source, version]) => {
    const [name, used] = [...got].find(([address]) => address.endsWith(`/${source}`)) ?? [];
    return used === undefined || used === version ? [] : [`${name} ${used} instead of ${version}`];
  });
}

function planned({ work, schemas, state, others }: Settled, head: SiteDocument): readonly PlannedInstance[] {
  const terraform = new Terraform(work);
  if (state !== '') {
    fs.writeFileSync(path.join(work, STATE), state);
  }
  stage(head.folder, work, schemas, others.length > 0);
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
  return (plan.resource_changes ?? []).filter((r) => r.mode === 'managed' && r.change.actions.join() !== 'no-op' && !isMark(r));
}

/**
 * Terraform plans an update too where only a mark is missing that says which part of a sensitive attribute came from
 * another sensitive value. A plan doesn't tell such marks, so that they can't be put into the state.
 */
function isMark({ change }: PlannedInstance): boolean {
  const known = !canonical(change.after_unknown).includes('true');
  return change.actions.join() === 'update' && known && canonical(change.before) === canonical(change.after);
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
      through: known?.through ?? [],
      before: base.resources.get(address),
      ...(known?.renamed !== undefined && { renamed: known.renamed }),
    };
  });
  const missing = [...byKey.keys()].filter((key) => !groups.has(key)).map((key) => `the tables expect: ${key}; the plan doesn't`);
  const more = [...groups.keys()].filter((key) => !byKey.has(key)).map((key) => `the plan says: ${key}; the tables don't`);
  return { changes, disagreements: [...missing, ...more].sort() };
}
