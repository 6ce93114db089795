import * as fs from 'fs';
import * as path from 'path';
import type { Problem } from '../../core/problem';
import { SiteApp } from '../app/app';
import type { BlueprintRecord } from '../app/blueprint-record';
import { siteName } from '../app/site-name';
import { compileSites } from '../validate/compile';
import type { Verification } from '../verify/result';
import { CAPABILITIES, specsOf } from './capabilities';
import { deviationsOf, type Deviation } from './deviations';
import { readSurvey, type Survey } from './survey';

/** A site in the view of the federation. */
export interface SiteView {
  readonly name: string;
  readonly facility: string;
  /** By title of the capability; null where the site hasn't it. */
  readonly capabilities: Readonly<Record<string, string | null>>;
  /** Constructs with their paths: `auth Auth`. */
  readonly constructs: readonly string[];
  /** Software with its version. */
  readonly software: readonly string[];
  readonly deviations: readonly Deviation[];
  /** The last acceptance run; null before the first. */
  readonly acceptance: Verification | null;
  /** Answers to section B; null without. */
  readonly survey: Survey | null;
}

/** All sites at once. */
export interface FederationView {
  readonly sites: readonly SiteView[];
  /** What is wrong with questionnaires. */
  readonly problems: readonly Problem[];
}

/**
 * The sites side by side, from their blueprint records, acceptance runs and questionnaires.
 *
 * @param results folder with SITE/verify.json
 */
export function federation(only: readonly string[], results: string): FederationView & { readonly records: readonly BlueprintRecord[] } {
  const app = new SiteApp();
  const names = only.length === 0 ? app.names() : only.map((n) => siteName(n, app.names()));
  compileSites('sites', names);
  const surveys = names.map((n) => readSurvey(n));
  const records = names.map((name) => app.blueprint(name));
  return {
    records,
    sites: names.map((name, i) => siteView(records[i]!, readRun(results, name), surveys[i]?.data ?? null)),
    problems: surveys.flatMap((s) => s?.problems ?? []),
  };
}

/** One site. */
export function siteView(record: BlueprintRecord, acceptance: Verification | null, survey: Survey | null): SiteView {
  const packages = specsOf(record, 'software').flatMap((s) => s['packages'] as readonly { name: string; version: string }[]);
  return {
    name: record.site.name,
    facility: record.site.facility,
    capabilities: Object.fromEntries(CAPABILITIES.map((c) => [c.title, c.of(record)])),
    constructs: record.entries.filter((e) => !e.path.includes('/')).map((e) => `${e.concept} ${e.path}`),
    software: packages.map((p) => `${p.name} ${p.version}`),
    deviations: deviationsOf(record),
    acceptance,
    survey,
  };
}

function readRun(results: string, site: string): Verification | null {
  const file = path.join(results, site, 'verify.json');
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Verification) : null;
}
