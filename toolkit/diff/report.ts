import { RISKS, worst, type Risk } from '../../core/effects/risk';
import { blueprintChanges, type BlueprintChange } from './blueprint-changes';
import { judge } from './judge/judge';
import type { JudgedChange } from './judge/judgement';
import { judgeRest, type RestChange } from './judge/rest';
import { differences, type Json } from '../json';
import { renameSentences } from './renames';
import type { ResourceChange } from './resource-change';
import { resourceChanges } from './resource-changes';
import type { SiteDocument } from '../stack/site-document';

/** What a change does to one site. */
export interface SiteReport {
  readonly site: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly risk: Risk;
  /** Numbers of resources. */
  readonly counts: { readonly create: number; readonly update: number; readonly replace: number; readonly delete: number };
  /** Constructs whose users notice something. */
  readonly affected: readonly string[];
  /** What the site now says otherwise. */
  readonly says: readonly BlueprintChange[];
  /** Resources, the worst first. */
  readonly changes: readonly JudgedChange[];
  /** Providers, outputs, backend: what isn't a resource. */
  readonly rest: readonly RestChange[];
  /** Where the plan of the real providers says otherwise than the tables. */
  readonly disagreements: readonly string[];
}

/** What a change does to all sites. */
export interface Report {
  /** The sites that are touched, the worst first. */
  readonly sites: readonly SiteReport[];
  readonly unaffected: readonly string[];
  /** Whether the real providers planned it. */
  readonly planned: boolean;
}

/** Exact changes by the real providers, in place of the tables'. */
export type Planner = (base: SiteDocument, head: SiteDocument, expected: readonly ResourceChange[]) => PlannedChanges;

/** What a planner found. */
export interface PlannedChanges {
  readonly changes: readonly ResourceChange[];
  readonly disagreements: readonly string[];
}

/** How the remark begins that the providers couldn't plan. */
export const NOT_PLANNED = 'not planned, the tables decide: ';

type Sites = ReadonlyMap<string, SiteDocument>;

/** Compares two sets of synthesised sites. The same change gives the same report, whatever the order of the input. */
export function compareSites(base: Sites, head: Sites, wanted: readonly string[], planner?: Planner): Report {
  const names = [...new Set([...base.keys(), ...head.keys()])].filter((n) => wanted.length === 0 || wanted.includes(n)).sort();
  const reports = names.map((name) => siteReport(name, base.get(name), head.get(name), planner));
  const touched = reports.filter((r) => r !== undefined);
  return {
    sites: touched.sort((a, b) => byRisk(a, b) || (a.site < b.site ? -1 : 1)),
    unaffected: names.filter((_, i) => reports[i] === undefined),
    planned: planner !== undefined && touched.every((r) => !r.disagreements.some((d) => d.startsWith(NOT_PLANNED))),
  };
}

function siteReport(
  site: string,
  base: SiteDocument | undefined,
  head: SiteDocument | undefined,
  planner: Planner | undefined,
): SiteReport | undefined {
  if (base === head) {
    return undefined;
  }
  const expected = resourceChanges(base, head);
  const rest = differences(base?.rest as Json | undefined, head?.rest as Json | undefined).map(judgeRest);
  const renames = renameSentences(expected).map((r) => ({ ...r, concept: 'rename', kind: 'changed' as const, effect: '' }));
  const says = [...renames, ...blueprintChanges(base?.blueprint, head?.blueprint)];
  if (expected.length + rest.length + says.length === 0) {
    return undefined;
  }
  const exact = planner === undefined || base === undefined || head === undefined ? undefined : planner(base, head, expected);
  const changes = (exact?.changes ?? expected)
    .map(judge)
    .sort((a, b) => byRisk(a, b) || (a.resource.address < b.resource.address ? -1 : a.resource.address > b.resource.address ? 1 : 0));
  const kept = base === undefined || head === undefined ? [] : rest;
  const count = (action: ResourceChange['action']): number =>
    changes.filter((c) => c.shown === action).reduce((sum, c) => sum + c.instances, 0);
  return {
    site,
    kind: base === undefined ? 'added' : head === undefined ? 'removed' : 'changed',
    risk: worst([...changes, ...kept].map((c) => c.risk)),
    counts: { create: count('create'), update: count('update'), replace: count('replace'), delete: count('delete') },
    affected: affected(changes),
    says,
    changes,
    rest: kept,
    disagreements: exact?.disagreements ?? [],
  };
}

/** First parts of the paths of constructs whose users lose something. */
function affected(changes: readonly JudgedChange[]): readonly string[] {
  const felt = changes.filter((c) => c.risk === 'destroys-data' || c.risk === 'interrupts-users');
  return [...new Set(felt.map((c) => c.resource.construct.split('/')[0]!))].sort();
}

function byRisk(a: { readonly risk: Risk }, b: { readonly risk: Risk }): number {
  return RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk);
}
