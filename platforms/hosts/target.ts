/** Where plays run and what they find there. Plain data; goes to every play. */
export interface TargetSpec {
  /** `local`: this machine, without an inventory. */
  readonly kind: 'local';
  /** Everything that the kit installs and runs lies below this folder. */
  readonly directory: string;
  /** Account that everything runs as when the deployment is run by root. */
  readonly account: string;
  /** What keeps services running. */
  readonly manager: 'supervisor';
}
