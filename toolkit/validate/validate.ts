import type { Problem } from '../../core/problem';
import { SiteApp } from '../app/app';
import { siteName } from '../app/site-name';
import { compileSites } from './compile';

/** What `daas validate` found. */
export interface Validation {
  /** Sites that were looked at. */
  readonly sites: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * All problems of all sites at once: what the compiler says, then what the constructs say. A site that doesn't compile
 * is still built, since most such sites have more to say.
 *
 * @param sites folder of sites, relative to the clone
 * @param wanted names; empty for all
 */
export function validate(sites: string, wanted: readonly string[]): Validation {
  const app = new SiteApp(sites);
  const all = app.names();
  const names = wanted.length === 0 ? all : wanted.map((n) => siteName(n, all));
  const compiled = compileSites(sites, names);
  const built = app.problems(names);
  // The compiler said it better: what a mistyped name did at run time is only its consequence. Unused names (TS6...) do nothing.
  const misbuilt = new Set(compiled.filter((p) => !p.code.startsWith('TS6')).map((p) => p.site));
  const problems = [...compiled, ...built.filter((p) => !(p.code === 'SiteFailed' && misbuilt.has(p.site)))];
  return { sites: names, problems: problems.sort((a, b) => a.site.localeCompare(b.site)) };
}
