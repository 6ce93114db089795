import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { DemoPlace } from './demo-settings';

/** After a restart of the machine, or a hand on its services, Terraform sees no change: start what doesn't run, as it was. */
export function revive({ directory, account }: DemoPlace): void {
  const config = `${directory}/run/supervisord.conf`;
  const pidfile = `${directory}/run/supervisord.pid`;
  if (!fs.existsSync(config)) {
    return;
  }
  const run = (program: string, ...args: readonly string[]): void => {
    const command = [`${directory}/env/supervisor/bin/${program}`, '-c', config, ...args];
    const asAccount = process.getuid?.() === 0 ? ['runuser', '-u', account, '--', ...command] : command;
    spawnSync(asAccount[0]!, asAccount.slice(1), { cwd: directory, stdio: 'ignore' });
  };
  if (fs.existsSync(pidfile) && runs(Number(fs.readFileSync(pidfile, 'utf8')), config)) {
    run('supervisorctl', 'start', 'all');
  } else {
    fs.rmSync(pidfile, { force: true });
    run('supervisord');
  }
}

/** Since a restart the recorded process may be anything. */
function runs(pid: number, config: string): boolean {
  try {
    const folder = fs.readlinkSync(`/proc/${pid}/cwd`);
    const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.some((word) => path.resolve(folder, word) === config);
  } catch {
    // It has ended, or is somebody else's.
    return false;
  }
}
