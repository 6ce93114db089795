import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { endOf, lastLines } from '../program/run-program';
import type { DeployedService } from './deployed-service';
import { parsePlayReport, type PlayReport } from './play-report';

const PLAY = path.join(KIT_ROOT, 'platforms/hosts/ansible/play');

/** Runs a service's play in check mode, with what was deployed: nothing is changed. */
export async function checkService(site: string, service: DeployedService): Promise<PlayReport> {
  const { output, errors } = await endOf('bash', [PLAY], {
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
      ...service.environment,
    },
  });
  const failed = { host: '', task: 'Play', item: '', path: '', kind: 'failed' as const, detail: lastLines(errors, 5) };
  return parsePlayReport(output) ?? { hosts: [], changes: [failed] };
}
