import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { KitError } from '../../kit-error';
import { runProgram } from '../../program/run-program';
import type { HostNeeds } from './host-needs';
import type { HostsSeen } from './seen';

const PREFLIGHT = path.join(KIT_ROOT, 'platforms/hosts/ansible/preflight');
const SECONDS = 600;

/** Looks at the hosts through Ansible, as a deployment reaches them. Nothing is changed. */
export async function askHosts({ inventory, directory, schedulers, hubPort }: HostNeeds): Promise<HostsSeen> {
  const env = { ...process.env, DAAS_INVENTORY: inventory, DAAS_PREFLIGHT: JSON.stringify({ directory, schedulers, hubPort }) };
  const output = await runProgram('bash', [PREFLIGHT], { env, cwd: KIT_ROOT, timeoutSeconds: SECONDS });
  const report = output.split('\n').findLast((line) => line.startsWith('{"hosts":'));
  if (report === undefined) {
    throw new KitError(`the hosts of ${inventory} couldn't be looked at`, output.trim().split('\n').slice(-5).join('\n'));
  }
  return readable(JSON.parse(report) as HostsSeen);
}

/** Hosts answer in any order, and SSH in several lines. */
function readable({ hosts, seen }: HostsSeen): HostsSeen {
  const order = new Intl.Collator('en', { numeric: true });
  const lines = (text: string): string =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .join('; ');
  return { hosts, seen: seen.map((s) => ({ ...s, error: lines(s.error) })).sort((a, b) => order.compare(a.host, b.host)) };
}
