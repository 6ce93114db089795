import { spawn } from 'child_process';
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
  const child = spawn(program, args, { env: process.env, ...options, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutSeconds * 1000 });
  const [output, errors]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const shown = `${program} ${args.slice(-3).join(' ')}`;
  const [status, signal] = await new Promise<readonly [number | null, string | null]>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(new KitError(error.code === 'ENOENT' ? `${program} is not installed` : `${shown}: ${error.message}`)),
    );
    child.once('close', (code, by) => resolve([code, by]));
  });
  if (status !== 0) {
    const words = Buffer.concat(errors).toString('utf8').trim().split('\n').slice(-5).join('\n');
    throw new KitError(signal === null ? `${shown} failed` : `${shown} didn't end within ${timeoutSeconds} s`, words);
  }
  return Buffer.concat(output).toString('utf8');
}
