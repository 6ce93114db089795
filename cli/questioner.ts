import * as readline from 'readline/promises';
import { KitError } from '../toolkit/kit-error';
import type { Ask } from '../toolkit/new/answers/gather';
import { formatProblem } from '../core/problem';
import { paint } from './output';

/** Exit code of what was stopped by Ctrl-C or Ctrl-D. */
const STOPPED = 130;

/** Asks at a terminal. */
export class Questioner {
  private readonly terminal = readline.createInterface({ input: process.stdin, output: process.stdout });

  /** One question; the answer as it was typed. */
  public readonly ask: Ask = async ({ text, suggestion, source, allowed, fault }) => {
    if (fault !== undefined) {
      console.log(paint(formatProblem(fault), 'red'));
    } else if (allowed.length > 0) {
      console.log(`  ${allowed.join(', ')}`);
    }
    try {
      return await this.terminal.question(`${text}? [${suggestion}, from ${source}] `);
    } catch {
      throw new KitError('stopped: nothing was written', '', STOPPED);
    }
  };

  /** Gives the terminal back. */
  public close(): void {
    this.terminal.close();
  }
}
