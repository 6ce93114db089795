import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { DemoSettings } from './demo-settings';

/** After a restart of the machine the services are gone, but Terraform sees no change: start them as they were. */
export function revive({ directory, account }: DemoSettings): void {
  const config = `${directory}/run/supervisord.conf`;
  const pidfile = `${directory}/run/supervisord.pid`;
  if (!fs.existsSync(config) || (fs.existsSync(pidfile) && runs(Number(fs.readFileSync(pidfile, 'utf8')), config))) {
    return;
  }
  fs.rmSync(pidfile, { force: true });
  const command = [`${directory}/env/supervisor/bin/supervisord`, '-c', config];
  const asAccount = process.getuid?.() === 0 ? ['runuser', '-u', account, '--', ...command] : command;
  spawnSync(asAccount[0]!, asAccount.slice(1), { cwd: directory, stdio: 'ignore' });
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
