/** A failure that the operator can mend. Shown without a stack trace. */
export class KitError extends Error {
  /**
   * @param message what went wrong, in a sentence
   * @param hint what to do about it; empty when the message says it
   * @param exitCode what the command ends with
   */
  constructor(
    message: string,
    public readonly hint = '',
    public readonly exitCode = 2,
  ) {
    super(message);
  }
}
