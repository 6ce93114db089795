import type { IConstruct } from 'constructs';

/**
 * Misuse of the kit's API, thrown where it happens.
 *
 * What an operator writes in a site is collected as problems instead (see `Problems`), so that all of them are
 * reported at once; this error is for what can't go on, or for constructs that stand outside a site.
 */
export class ValidationError extends Error {
  /**
   * @param code stable name of the problem, PascalCase
   * @param message lower-case sentence: what, what was given, what is allowed
   * @param scope the construct that refuses
   */
  constructor(
    public readonly code: string,
    message: string,
    scope?: IConstruct,
  ) {
    super(scope ? `[${scope.node.path}] ${message}` : message);
    this.name = code;
  }
}
