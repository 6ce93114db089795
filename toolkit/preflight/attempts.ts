import { KitError } from '../kit-error';
import type { PreflightProblem } from './problem';

/** Asks that may fail, each failure a problem among the others: one that doesn't answer hides nothing else. */
export class Attempts {
  public readonly problems: PreflightProblem[] = [];

  /** The answer; undefined when there is none, and the problem is kept. */
  public async ask<T>(question: () => Promise<T>, code: string, remedy: string): Promise<T | undefined> {
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof KitError)) {
        throw error;
      }
      this.problems.push({ code, message: [error.message, error.hint].filter((t) => t !== '').join(': '), remedy });
      return undefined;
    }
  }
}
