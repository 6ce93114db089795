import { count, type Verification } from '../../verify/result';
import type { SiteView } from '../federation';
import { CAPABILITIES } from '../capabilities';

/** Where there is nothing to say. */
export const NOTHING = '–';

/** Head of the matrix. */
export const MATRIX_HEAD: readonly string[] = ['Site', 'Acceptance', ...CAPABILITIES.map((c) => c.title)];

/** A row of the matrix. */
export function matrixRow(site: SiteView): readonly string[] {
  return [site.facility, accepted(site.acceptance), ...CAPABILITIES.map((c) => site.capabilities[c.title] ?? NOTHING)];
}

/** `42 of 43 passed (2026-11-23)`. */
export function accepted(run: Verification | null): string {
  if (run === null) {
    return 'not run yet';
  }
  const { results, started } = run;
  const asked = results.length - count(results, 'not-applicable');
  return `${count(results, 'passed')} of ${asked} passed (${started.slice(0, 10)})`;
}
