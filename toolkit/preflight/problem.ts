/** Why a deployment would fail. */
export interface PreflightProblem {
  /** `QuotaShort`, `FlavorMissing`. */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What a look at a site's cloud found. */
export interface Found {
  readonly problems: readonly PreflightProblem[];
  /** What is worth knowing, and stops nothing. */
  readonly notes: readonly string[];
}
