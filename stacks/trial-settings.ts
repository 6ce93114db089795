import { siteSettings } from './site-settings';

/** What a trial changes of a site in a cloud. */
export interface TrialSettings {
  /** The state is a local file that may hold secrets: for a cloud that holds nothing of value. */
  readonly trial: boolean;
  /** `destroy` removes data where their constructs say so too. */
  readonly removeData: boolean;
  /** Whether there is a Kubernetes cluster for log-in and portal; a trial of the cloud alone does without. */
  readonly cluster: boolean;
  /** Whether hosts are configured; a trial of the cloud alone has machines that nobody can log in to. */
  readonly hosts: boolean;
  /** Public SSH key of the account that configures machines. */
  readonly operatorKey: string;
}

/** The settings of a site in this clone: those of service, unless `.daas/site-<name>/settings.json` says otherwise. */
export function trialSettings(site: string, service: Pick<TrialSettings, 'operatorKey'>): TrialSettings {
  return siteSettings(site, { trial: false, removeData: false, cluster: true, hosts: true, ...service });
}
