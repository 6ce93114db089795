import { SiteApp } from '../app/app';
import { siteName } from '../app/site-name';
import { compileSites } from '../validate/compile';
import { checkOutside } from './outside';
import { checkPeople } from './people';
import { planChecks } from './plan';
import { Plan } from './plan-run';
import { Run } from './run';
import { servicesOf } from './services';
import { verifySettings } from './settings';
import type { CheckResult, Verification } from './result';

/**
 * The acceptance tests of a site, made from its blueprint record and carried out as its users would: from outside, with
 * test accounts. Safe on production: nothing of others is touched, and what is written is removed.
 *
 * @param recovery whether services may be restarted too
 */
export async function verify(site: string, recovery: boolean, onResult: (result: CheckResult) => void): Promise<Verification> {
  const app = new SiteApp();
  const name = siteName(site, app.names());
  compileSites('sites', [name]);
  const record = app.blueprint(name);
  const services = servicesOf(record);
  const settings = verifySettings(name);
  const began = new Date();
  const run = new Run(onResult);
  const plan = new Plan(planChecks(services, settings, recovery), run);
  await checkOutside(plan, services, settings);
  for (const hub of services.hubs) {
    await checkPeople(plan, hub, services, settings, record.site.secretStore);
  }
  plan.block(() => true, 'it needs a check that failed', 'mend the failures above first');
  const results = [...run.results].sort((a, b) => (a.area === b.area ? 0 : a.area < b.area ? -1 : 1));
  const seconds = Math.round((Date.now() - began.valueOf()) / 100) / 10;
  return { version: 1, site: name, facility: record.site.facility, started: began.toISOString(), seconds, results };
}
