import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import type { Risk } from '../../core/effects/risk';
import type { SiteReport } from '../../toolkit/diff/report';

/** One change of the corpus, as its YAML has it beside the steps. */
export interface Change {
  readonly name: string;
  /** Worst risk by site; sites that aren't named are not touched. */
  readonly risk: Readonly<Record<string, Risk>>;
}

/** What the providers planned for one site on a real API with the base applied, once recorded. */
export interface PlanRecord {
  readonly change: string;
  readonly site: string;
  /** Beginnings of the types that were planned: `openstack_`. */
  readonly types: readonly string[];
  /** Action by address. */
  readonly actions: Readonly<Record<string, string>>;
  /** What `--plan` said where it differed: actions, or why it couldn't plan. */
  readonly plan?: Readonly<Record<string, string>> | string;
  /** Why no plan without the API can know it. */
  readonly unknowable?: string;
  /** Addresses for which the tables say otherwise, and why. */
  readonly explained?: { readonly addresses: readonly string[]; readonly why: string };
}

/** The changes of a folder, in the order of its files. */
export function readChanges(folder: string): readonly Change[] {
  const from = path.join(__dirname, folder);
  const files = fs.readdirSync(from).sort();
  return files.flatMap((f) => parse(fs.readFileSync(path.join(from, f), 'utf8')) as Change[]);
}

/** What was recorded: scripts and the real tests write it. */
export function readRecords(): readonly PlanRecord[] {
  const file = path.join(__dirname, 'recorded.json');
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as PlanRecord[]) : [];
}

/** Actions of a report by address, of some types. A resource whose count changes has two, in the order of the alphabet. */
export function actionsOf(site: Pick<SiteReport, 'changes'>, types: readonly string[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { resource, action } of site.changes.filter((c) => types.some((t) => c.resource.type.startsWith(t)))) {
    found[resource.address] = [found[resource.address], action]
      .filter((a) => a !== undefined)
      .sort()
      .join(' ');
  }
  return found;
}

/** The same record in the order of its keys. */
export function sorted(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key]!]),
  );
}
