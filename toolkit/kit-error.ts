/** A failure that the operator can mend. Shown without a stack trace. */
export class KitError extends Error {
  /**
   * @param message what went wrong, in a sentence
   * @param hint what to do about it; empty when the message says it
   */
  constructor(
    message: string,
    public readonly hint = '',
  ) {
    super(message);
  }
}
