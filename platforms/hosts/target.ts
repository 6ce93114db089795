/** Groups of an inventory that the kit knows; others are the facility's own. */
export const HOST_GROUPS = ['hub', 'login', 'controller', 'compute', 'storage'] as const;

/** One of the groups. */
export type HostGroup = (typeof HOST_GROUPS)[number];

/** Where plays run and what they find there. Plain data; goes to every play. */
export interface TargetSpec {
  /** `local`: this machine, without an inventory; `ssh`: the hosts of an inventory. */
  readonly kind: 'local' | 'ssh';
  /** Ansible inventory, relative to the clone; empty for `local`. */
  readonly inventory: string;
  /** Everything that the kit installs and runs lies below this folder. */
  readonly directory: string;
  /** Account that the kit's services run as. */
  readonly account: string;
  /** What keeps services running. */
  readonly manager: 'supervisor' | 'systemd';
}

/** A target for one play. */
export interface PlayTarget extends TargetSpec {
  /** Hosts as Ansible names them: `all`, `hub`, `hub:compute`. */
  readonly hosts: string;
  /** Who the role works as. */
  readonly runAs: 'root' | 'account';
}
