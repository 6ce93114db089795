import * as os from 'os';
import { SiteApp } from '../app/app';
import { siteName } from '../app/site-name';
import { KitError } from '../kit-error';
import { compileSites } from '../validate/compile';
import { checkService } from './check-service';
import { deployedServices, type DeployedService } from './deployed-service';
import type { Change } from './play-report';
import { readState } from './read-state';

/** What was found of one service. */
export interface ServiceDrift {
  readonly name: string;
  readonly role: string;
  /** Of the Terraform resource whose replacement deploys it again. */
  readonly address: string;
  /** `unknown`: at least one host could not be looked at. */
  readonly state: 'same' | 'drift' | 'unknown';
  readonly changes: readonly Change[];
}

/**
 * What was changed on a site's hosts without the kit: each service's play runs in check mode, with the settings that it
 * was deployed with, and says what it would change back.
 *
 * @param only services to look at; all when none is named
 */
export async function drift(
  site: string,
  only: readonly string[],
  onService: (found: ServiceDrift) => void,
): Promise<readonly ServiceDrift[]> {
  const app = new SiteApp();
  const name = siteName(site, app.names());
  compileSites('sites', [name]);
  const deployed = deployedServices(readState(app.backend(name)));
  if (deployed.length === 0) {
    throw new KitError(`site-${name} has nothing deployed on hosts`, `npx cdktf deploy site-${name}`);
  }
  const unknown = only.filter((n) => !deployed.some((d) => d.name === n));
  if (unknown.length > 0) {
    throw new KitError(`there is no service '${unknown[0]}'`, `services: ${deployed.map((d) => d.name).join(', ')}`);
  }
  const wanted = only.length === 0 ? deployed : deployed.filter((d) => only.includes(d.name));
  return inParallel(wanted, os.availableParallelism(), async (service) => {
    const found = await driftOf(name, service);
    onService(found);
    return found;
  });
}

async function driftOf(site: string, service: DeployedService): Promise<ServiceDrift> {
  const { changes } = await checkService(site, service);
  const state = changes.some((c) => c.kind === 'failed') ? 'unknown' : changes.length > 0 ? 'drift' : 'same';
  return { name: service.name, role: service.role, address: service.address, state, changes };
}

/** Results in the order of the items. */
async function inParallel<T, R>(items: readonly T[], workers: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) {
      results[i] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return results;
}
