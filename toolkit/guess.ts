/** A value that was found, and where. */
export interface Guess<T> {
  readonly value: T;
  /** `slurm.conf:12`, or `nothing that was found`. */
  readonly source: string;
}

/** Source of what nothing was found for. */
export const NOTHING = 'nothing that was found';

/** A value that nothing was found for. */
export function example<T>(value: T): Guess<T> {
  return { value, source: NOTHING };
}
