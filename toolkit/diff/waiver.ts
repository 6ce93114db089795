import * as fs from 'fs';
import * as path from 'path';
import { atLeast, RISKS, type Risk } from '../../core/effects/risk';
import { KitError } from '../kit-error';
import { isObject, type Json, type JsonObject } from '../json';
import { parseYaml } from '../late-yaml';
import type { JudgedChange } from './judge/judgement';
import type { Report } from './report';

/** Permission for one change that the policy would refuse; a site's `waivers.yaml` lists them. */
export interface Waiver {
  /** Construct path below the site, or a part of it from the left: `Notebooks`. */
  readonly construct: string;
  /** The worst that is allowed. */
  readonly allows: Risk;
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  /** Last day, `2026-12-31`. */
  readonly expires: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What the policy refuses, a sentence each; none: it passes. An expired waiver fails, whether it is needed or not.
 *
 * @param sites folder of sites
 * @param today `2026-11-22`
 */
export function violations(report: Report, limit: Risk, sites: string, today: string): readonly string[] {
  const names = [...report.sites.map((s) => s.site), ...report.unaffected].sort();
  const waivers = new Map(names.map((name) => [name, readWaivers(path.join(sites, name, 'waivers.yaml'))]));
  const expired = names.flatMap((name) =>
    waivers
      .get(name)!
      .filter((w) => w.expires < today)
      .map((w) => `${name}: the waiver for ${w.construct} of ${w.owner} expired on ${w.expires}`),
  );
  const refused = report.sites.flatMap(({ site, changes }) =>
    changes
      .filter((c) => atLeast(c.risk, limit) && !waivers.get(site)!.some((w) => w.expires >= today && covers(w, c)))
      .map((c) => `${site}: ${c.resource.construct} ${c.risk}${c.sentence === '' ? '' : `: ${c.sentence}`}`),
  );
  return [...expired, ...refused];
}

function covers(waiver: Waiver, change: JudgedChange): boolean {
  const { construct } = change.resource;
  return (construct === waiver.construct || construct.startsWith(`${waiver.construct}/`)) && atLeast(waiver.allows, change.risk);
}

/** The waivers of a file; none when there is no such file. */
export function readWaivers(file: string): readonly Waiver[] {
  if (!fs.existsSync(file)) {
    return [];
  }
  const content = parseYaml(fs.readFileSync(file, 'utf8')) as Json;
  const list = isObject(content) ? content['waivers'] : undefined;
  if (!Array.isArray(list)) {
    throw new KitError(`${file}: must have a list 'waivers'`);
  }
  return (list as readonly Json[]).map((entry, i) => check(file, i, isObject(entry) ? entry : {}));
}

function check(file: string, index: number, entry: JsonObject): Waiver {
  for (const key of ['construct', 'allows', 'owner', 'reason', 'expires']) {
    if (typeof entry[key] !== 'string' || entry[key] === '') {
      throw new KitError(`${file}: waivers[${index}].${key} is missing`, 'a waiver has construct, allows, owner, reason and expires');
    }
  }
  const waiver = entry as unknown as Waiver;
  if (!DAY.test(waiver.expires) || Number.isNaN(Date.parse(waiver.expires))) {
    throw new KitError(`${file}: waivers[${index}].expires must be a day such as 2026-12-31, got '${waiver.expires}'`);
  }
  if (!RISKS.includes(waiver.allows)) {
    throw new KitError(`${file}: waivers[${index}].allows must be one of ${RISKS.join(', ')}, got '${waiver.allows}'`);
  }
  return waiver;
}
