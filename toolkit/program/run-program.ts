import { spawn } from 'child_process';
import * as path from 'path';
import { KitError } from '../kit-error';

/** What a program needs beside its arguments. */
export interface RunOptions {
  /** @default - this process's */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - this process's */
  readonly cwd?: string;
  /** After which the program is ended. @default - none */
  readonly timeoutSeconds?: number;
  /** Sees what the program prints as it comes. @default - nobody */
  readonly onOutput?: (chunk: Buffer, stream: 'stdout' | 'stderr') => void;
}

/** How a program ended, and all that it printed. */
export interface ProgramEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program to its end, whatever that is; a program that can't be started, or takes too long, is an error. */
export async function endOf(program: string, args: readonly string[], options: RunOptions = {}): Promise<ProgramEnd> {
  const { timeoutSeconds, onOutput, ...where } = options;
  // A signal's timer, unlike a child's, doesn't outlive a program that couldn't be started.
  const signal = timeoutSeconds === undefined ? undefined : AbortSignal.timeout(timeoutSeconds * 1000);
  const child = spawn(program, args, { env: process.env, ...where, stdio: ['ignore', 'pipe', 'pipe'], ...(signal && { signal }) });
  const printed: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk: Buffer) => {
      printed[stream].push(chunk);
      onOutput?.(chunk, stream);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(new KitError(wordsOf(error, program, shown(program, args), timeoutSeconds))),
    );
    child.once('close', resolve);
  });
  const text = (stream: 'stdout' | 'stderr'): string => Buffer.concat(printed[stream]).toString('utf8');
  return { code, output: text('stdout'), errors: text('stderr') };
}

/** The standard output of a program that has to succeed; what it says on standard error is the failure's text. */
export async function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, output, errors } = await endOf(program, args, options);
  if (code !== 0) {
    throw new KitError(`${shown(program, args)} failed`, lastLines(errors, 5));
  }
  return output;
}

/** The end of a text of many lines. Pure. */
export function lastLines(text: string, count: number): string {
  return text.trim().split('\n').slice(-count).join('\n');
}

function shown(program: string, args: readonly string[]): string {
  return [path.basename(program), ...args.slice(-4)].join(' ');
}

function wordsOf({ code, name, message }: NodeJS.ErrnoException, program: string, command: string, seconds?: number): string {
  if (name === 'AbortError') {
    return `${command} didn't end within ${seconds} s`;
  }
  return code === 'ENOENT' ? `${program} is not installed` : `${command}: ${message}`;
}
