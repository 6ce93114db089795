import { execFileSync, spawn, type ChildProcess } from 'child_process';
import * as fs from 'fs';
import * as net from 'net';
import * as path from 'path';
import { stripVTControlCharacters } from 'util';
import type { DemoAddress } from './visitor';

const ROOT = path.resolve(__dirname, '../../..');

/** A second clone on this machine, with a demo of its own. */
export class Clone {
  /** A copy of what git would clone, with the packages that are installed already. */
  public static make(): Clone {
    const folder = fs.mkdtempSync('/var/tmp/daas-second-clone-');
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
    const archive = execFileSync('tar', ['--create', '--null', '--files-from=-'], { cwd: ROOT, input: files, maxBuffer: 1 << 28 });
    execFileSync('tar', ['--extract'], { cwd: folder, input: archive });
    // Links, not copies: half a gigabyte of packages is the same in both.
    execFileSync('cp', ['--archive', '--link', path.join(ROOT, 'node_modules'), folder]);
    return new Clone(folder);
  }

  private constructor(public readonly folder: string) {}

  /** Runs a command in the clone; gives its standard output. */
  public run(...command: readonly string[]): string {
    return execFileSync(command[0]!, command.slice(1), { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Makes a repository of it, with one commit. */
  public commit(): void {
    this.run('git', 'init', '--quiet');
    this.run('git', 'add', '--all');
    this.run('git', '-c', 'user.name=test', '-c', 'user.email=test@site.example', 'commit', '--quiet', '--message', 'before');
  }

  /** Starts a command of which everything can be killed at once. */
  public start(...command: readonly string[]): ChildProcess {
    return spawn(command[0]!, command.slice(1), { cwd: this.folder, detached: true, stdio: 'ignore' });
  }

  /** Deploys the demo as its users do. */
  public up(): DemoAddress {
    return JSON.parse(this.run('npm', 'run', '--silent', 'demo', '--', '--no-slurm', '--json')) as DemoAddress;
  }

  /** Where the demo lies, and its account. */
  public get settings(): { readonly directory: string; readonly firstPort: number; readonly account: string } {
    return JSON.parse(fs.readFileSync(path.join(this.folder, '.daas/site-demo/settings.json'), 'utf8')) as Clone['settings'];
  }

  /** What Terraform and the plays printed at the last deployment, without colours and line breaks. */
  public get log(): string {
    const log = fs.readFileSync(path.join(this.folder, '.daas/log/deploy-site-demo.log'), 'utf8');
    return stripVTControlCharacters(log)
      .replace(/^site-demo /gm, '')
      .replace(/\s+/g, ' ');
  }

  /** Changes the site as an engineer would. */
  public edit(file: string, from: string, to: string): void {
    const before = fs.readFileSync(path.join(this.folder, file), 'utf8');
    const after = before.replace(from, to);
    if (after === before) {
      throw new Error(`${file} has no '${from}'`);
    }
    fs.writeFileSync(path.join(this.folder, file), after);
  }

  /** Removes the clone. */
  public delete(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Ids of all processes whose command line names the text. */
export function processesNaming(text: string): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => unlessEnded(() => fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text)) ?? false)
    .map(Number);
}

/** Kills processes; one that has ended meanwhile is as good as killed. */
export function killAll(pids: readonly number[]): void {
  pids.forEach((pid) => unlessEnded(() => process.kill(pid, 'SIGKILL')));
}

function unlessEnded<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}

/** Whether somebody listens. */
export async function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket.destroy() !== undefined)).once('error', () => resolve(false));
  });
}

/** Waits until something holds; fails with the words after the time. */
export async function eventually(what: string, seconds: number, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await holds()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}
