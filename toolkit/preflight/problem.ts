/** Why a deployment would fail. */
export interface PreflightProblem {
  /** `QuotaShort`, `FlavorMissing`. */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What a look at one part of what a site needs found. */
export interface Found {
  readonly problems: readonly PreflightProblem[];
  /** What is worth knowing, and stops nothing. */
  readonly notes: readonly string[];
}

/** Everything of several looks, in their order. */
export function together(all: readonly Found[]): Found {
  return { problems: all.flatMap((f) => f.problems), notes: all.flatMap((f) => f.notes) };
}
