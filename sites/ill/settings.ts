import { siteSettings } from '../../stacks/site-settings';

/** What a trial of the site changes: see README.md. */
export interface Settings {
  /** The state is a local file that may hold secrets: for a cloud that holds nothing of value. */
  readonly trial: boolean;
  /** `destroy` removes data where their constructs say so too. */
  readonly removeData: boolean;
  /** Public SSH key of the account that configures machines. The one below is an example: nobody has its other half. */
  readonly operatorKey: string;
}

const DEFAULTS: Settings = {
  trial: false,
  removeData: false,
  operatorKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILOPl+RIz5Dc7GYARf6+t6z900SQO+U3KwEP2/5Fenx1 operators@ill.example',
};

/** The settings of this clone. */
export function settings(): Settings {
  return siteSettings('ill', DEFAULTS);
}
