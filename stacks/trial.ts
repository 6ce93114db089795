import { siteSettings } from './site-settings';

/** What a trial of a site changes: its state is a local file that may hold secrets, for a place that holds nothing of value. */
export interface Trial {
  /** `destroy` removes data where their constructs say so too. */
  readonly removeData: boolean;
}

/** Undefined unless the clone's `.daas/site-<name>/settings.json` says that the site is deployed as a trial. */
export function trialOf(site: string): Trial | undefined {
  const { trial, removeData } = siteSettings(site, { trial: false, removeData: false });
  return trial ? { removeData } : undefined;
}
