/** Areas of the acceptance tests (docs/acceptance.md). */
export const AREAS = {
  A1: 'Log-in',
  A2: 'Portal',
  A3: 'Sessions',
  A4: 'Data',
  A5: 'Use cases',
  A6: 'Batch and GPU',
  A7: 'Performance',
  A8: 'Security',
  A9: 'Recovery and usability',
} as const;

/** `A1` ... `A9`. */
export type Area = keyof typeof AREAS;

/** `blocked`: it applies, but something that it needs is missing or failed. */
export type Status = 'passed' | 'failed' | 'blocked' | 'not-applicable';

/** What a check came to. */
export interface Verdict {
  readonly status: Status;
  /** What was seen, or the reason why there was nothing to see. */
  readonly evidence: string;
  /** What to do next; empty when it passed. */
  readonly next: string;
}

/** One acceptance check of a site. */
export interface CheckTitle {
  /** Stable between runs: `a3.spawn.notebooks.interactive`. */
  readonly id: string;
  readonly area: Area;
  /** A sentence that holds when the check passes. */
  readonly title: string;
  /** Path of the construct in the site: `Notebooks`. */
  readonly component: string;
}

/** A check with what it came to. */
export interface CheckResult extends CheckTitle, Verdict {
  readonly seconds: number;
}

/** A whole run, as `verify.json` has it. */
export interface Verification {
  /** Version of this form. */
  readonly version: 1;
  readonly site: string;
  readonly facility: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly seconds: number;
  readonly results: readonly CheckResult[];
}

/** It holds. */
export function passed(evidence: string): Verdict {
  return { status: 'passed', evidence, next: '' };
}

/** It doesn't hold. */
export function failed(evidence: string, next: string): Verdict {
  return { status: 'failed', evidence, next };
}

/** It can't be judged now. */
export function blocked(evidence: string, next: string): Verdict {
  return { status: 'blocked', evidence, next };
}

/** It is no question at this site. */
export function notApplicable(reason: string): Verdict {
  return { status: 'not-applicable', evidence: reason, next: '' };
}

/** How many results have a status. */
export function count(results: readonly CheckResult[], status: Status): number {
  return results.filter((r) => r.status === status).length;
}
