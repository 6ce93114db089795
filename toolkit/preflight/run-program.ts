import { spawn } from 'child_process';
import * as path from 'path';
import { KitError } from '../kit-error';

/** What a program needs beside its arguments. */
export interface RunOptions {
  /** @default - this process's */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - this process's */
  readonly cwd?: string;
  /** After which the program is ended. */
  readonly timeoutSeconds: number;
}

/** The standard output of a program; what it says on standard error is the failure's text. */
export async function runProgram(program: string, args: readonly string[], { timeoutSeconds, ...options }: RunOptions): Promise<string> {
  // A signal's timer, unlike a child's, doesn't outlive a program that couldn't be started.
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  const child = spawn(program, args, { env: process.env, ...options, stdio: ['ignore', 'pipe', 'pipe'], signal });
  const [output, errors]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const shown = [path.basename(program), ...args.slice(-4)].join(' ');
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(new KitError(wordsOf(error, program, shown, timeoutSeconds))));
    child.once('close', resolve);
  });
  if (status !== 0) {
    throw new KitError(`${shown} failed`, Buffer.concat(errors).toString('utf8').trim().split('\n').slice(-5).join('\n'));
  }
  return Buffer.concat(output).toString('utf8');
}

function wordsOf({ code, name, message }: NodeJS.ErrnoException, program: string, shown: string, seconds: number): string {
  if (name === 'AbortError') {
    return `${shown} didn't end within ${seconds} s`;
  }
  return code === 'ENOENT' ? `${program} is not installed` : `${shown}: ${message}`;
}
