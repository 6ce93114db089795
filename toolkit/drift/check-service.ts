import { spawn } from 'child_process';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { DeployedService } from './deployed-service';
import { parsePlayReport, type PlayReport } from './play-report';

const PLAY = path.join(KIT_ROOT, 'platforms/hosts/ansible/play');

/** Runs a service's play in check mode, with what was deployed: nothing is changed. */
export async function checkService(site: string, service: DeployedService): Promise<PlayReport> {
  const child = spawn('bash', [PLAY], {
    cwd: KIT_ROOT,
    env: {
      ...process.env,
      DAAS_ACTION: 'check',
      DAAS_SITE: site,
      DAAS_NAME: service.name,
      DAAS_ROLE: service.role,
      DAAS_TARGET: JSON.stringify(service.target),
      DAAS_INVENTORY: service.target.inventory,
      DAAS_SETTINGS: JSON.stringify(service.settings),
      DAAS_SECRETS: JSON.stringify(service.secrets),
      DAAS_SOURCES: service.sources,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => errors.push(chunk));
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const report = parsePlayReport(output.join(''));
  const last = errors.join('').trim().split('\n').slice(-5).join('\n');
  return report ?? { hosts: [], changes: [{ host: '', task: 'Play', item: '', path: '', kind: 'failed', detail: last }] };
}
