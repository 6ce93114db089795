import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../core/kit';

/**
 * What differs between deployments of one site, such as a trial in another cloud: `.daas/site-<name>/settings.json` of
 * the clone, outside git. Without the file a site is as it is written.
 */
export function siteSettings<T extends object>(site: string, defaults: T): T {
  const file = path.join(KIT_ROOT, '.daas', `site-${site}`, 'settings.json');
  return fs.existsSync(file) ? { ...defaults, ...(JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<T>) } : defaults;
}
