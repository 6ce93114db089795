import { execFileSync, spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { stripVTControlCharacters } from 'util';
import { eventually, listens } from '../../demo/clone';

const ROOT = path.resolve(__dirname, '../../../..');

/** How a program ended. */
export interface Run {
  readonly code: number | null;
  /** All that it printed. */
  readonly output: string;
}

interface TrialFile {
  readonly site: string;
  readonly sshConfig: string;
  readonly addresses: { readonly front: string; readonly ctl: string };
}

/** The machines that `run` has brought up, and the site on them. */
export class Trial {
  public static open(): Trial {
    const file = path.join(ROOT, '.daas/trial/trial.json');
    if (!fs.existsSync(file)) {
      throw new Error('there are no machines with a site: start test/real/hosts/trial/run');
    }
    return new Trial(JSON.parse(fs.readFileSync(file, 'utf8')) as TrialFile);
  }

  /** Inventory of the site, as Ansible reads it. */
  public readonly inventory = path.join(ROOT, '.daas/trial/site.yml');

  private constructor(private readonly file: TrialFile) {}

  /** OpenSSH's settings for the machines. */
  public get sshConfig(): string {
    return this.file.sshConfig;
  }

  public get site(): string {
    return this.file.site;
  }

  /** Public names of the site. */
  public get names(): Readonly<Record<'portal' | 'notebooks' | 'login', string>> {
    const portal = `daas.${this.site}.example`;
    return { portal, notebooks: `notebooks.${portal}`, login: `login.${portal}` };
  }

  /** Password of the federation's people. */
  public get password(): string {
    const [, value] = /^PERSON_PASSWORD=(.*)$/m.exec(fs.readFileSync(path.join(ROOT, '.daas/site-facility/secrets.env'), 'utf8'))!;
    return value!;
  }

  /** Password of the broker's administrator. */
  public get administratorPassword(): string {
    const [, value] = /^BROKER_ADMIN_PASSWORD=(.*)$/m.exec(fs.readFileSync(path.join(ROOT, `.daas/trial/${this.site}.env`), 'utf8'))!;
    return value!;
  }

  /** Address of a public name: the facility's name service. */
  public address(name: string): string {
    return name === 'login.umbrella.example' ? this.file.addresses.ctl : this.file.addresses.front;
  }

  /** Runs a shell command as root on a machine; gives what it printed. */
  public on(host: 'front' | 'ctl' | 'node1' | 'node2' | (string & {}), command: string): string {
    return execFileSync('ssh', ['-F', this.file.sshConfig, host, command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  /** Does something while a port of a machine's loopback interface is forwarded to the same one here. */
  public async throughTunnel<T>(host: string, port: number, work: () => Promise<T>): Promise<T> {
    const forward = ['-S', 'none', '-o', 'ExitOnForwardFailure=yes', '-N', '-L', `${port}:127.0.0.1:${port}`];
    const tunnel = spawn('ssh', ['-F', this.file.sshConfig, ...forward, host], { stdio: 'ignore' });
    try {
      await eventually(`port ${port} is forwarded`, 20, async () => (await listens(port)) && tunnel.exitCode === null);
      return await work();
    } finally {
      tunnel.kill();
    }
  }

  /** What Slurm says of the notebook of a user; empty without one. */
  public job(user: string): string {
    return this.on('ctl', `squeue --noheader --user=${user} --name=notebook --format='%u %T %N'`);
  }

  /** Ends the notebook of a user as an operator of the scheduler does. */
  public async endNotebook(user: string): Promise<void> {
    this.on('ctl', `scancel --user=${user} --name=notebook`);
    await eventually(`the notebook of ${user} has ended`, 60, () => this.job(user) === '');
  }

  /** cdktf on the site. */
  public async cdktf(verb: 'deploy' | 'destroy'): Promise<Run> {
    return this.start('node_modules/.bin/cdktf', verb, `site-${this.site}`, '--auto-approve').ended;
  }

  /** Starts a program of the clone as an operator does. */
  public start(program: string, ...args: readonly string[]): { readonly ended: Promise<Run>; output(): string } {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const seen: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => seen.push(chunk.toString('utf8')));
    }
    const output = () => stripVTControlCharacters(seen.join(''));
    const ended = new Promise<Run>((resolve, reject) =>
      child.once('error', reject).once('close', (code) => resolve({ code, output: output() })),
    );
    return { ended, output };
  }

  /** The command line as an operator uses it. */
  public async daas(...args: readonly string[]): Promise<Run> {
    return this.start('cli/daas', ...args).ended;
  }
}

/** What cdktf printed, without the stack's name before each line and without its line breaks. */
export function words(output: string): string {
  return output.replace(/^site-\S+ /gm, '').replace(/\s+/g, ' ');
}

/** What a test shows of a run that should have gone well: nothing, or how it ended. */
export function ending({ code, output }: Run): object {
  return code === 0 ? { code } : { code, output: output.slice(-4000) };
}
