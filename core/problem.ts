/** Something in a site that can't be deployed as it is written. Plain data: the same for people and for `--json`. */
export interface Problem {
  /** Stable name, PascalCase: `HubProfileNameTwice`. Documented in docs/reference/problems.md. */
  readonly code: string;
  /** The site: `psi`. */
  readonly site: string;
  /** The construct: `site-psi/Notebooks`. */
  readonly construct: string;
  /** The prop within it: `profiles[1].queue`; empty when the construct as a whole is meant. */
  readonly prop: string;
  /**
   * Position in the site's file: `sites/psi/site.ts:31:7`.
   *
   * @default - not known
   */
  readonly location?: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /**
   * What would be right.
   *
   * @default - said in the message
   */
  readonly allowed?: readonly string[];
  /**
   * The allowed value that was probably meant.
   *
   * @default - none is near
   */
  readonly nearest?: string;
}

/** A problem as one readable paragraph. */
export function formatProblem(problem: Problem): string {
  const place = problem.location ?? problem.construct;
  const prop = problem.prop === '' ? '' : ` ${problem.prop}:`;
  const lines = [`${place} ${problem.code}`, `  ${problem.construct}${prop} ${problem.message}`];
  if (problem.nearest !== undefined) {
    lines.push(`  did you mean '${problem.nearest}'?`);
  }
  if (problem.allowed !== undefined) {
    lines.push(`  allowed: ${problem.allowed.length === 0 ? '(none are defined)' : problem.allowed.join(', ')}`);
  }
  return lines.join('\n');
}
