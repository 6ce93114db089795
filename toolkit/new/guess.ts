/** A value that was found, and where. */
export interface Guess<T> {
  readonly value: T;
  /** `slurm.conf:12`, or `nothing: an example`. */
  readonly source: string;
}

/** A value that nothing was found for. */
export function example<T>(value: T): Guess<T> {
  return { value, source: 'nothing that was found: an example' };
}
