/** Groups of an inventory that the kit knows; others are the facility's own. */
export const HOST_GROUPS = ['hub', 'login', 'controller', 'compute', 'storage'] as const;

/** One of the groups. */
export type HostGroup = (typeof HOST_GROUPS)[number];

/** A machine of a cloud as Ansible gets to it. */
export interface CloudHost {
  readonly name: string;
  readonly address: string;
  readonly user: string;
  readonly groups: readonly string[];
  /**
   * Known at apply. Names the machine's key among those that SSH remembers, and runs all roles again when the machine was
   * made anew.
   */
  readonly generation: string;
  /** SSH's jump host; null without. */
  readonly jumpHost: string | null;
}

/** Where plays run and what they find there. Plain data; goes to every play. */
export interface TargetSpec {
  /** `local`: this machine, without an inventory; `ssh`: the hosts of an inventory. */
  readonly kind: 'local' | 'ssh';
  /** Ansible inventories, relative to the clone, separated by commas; empty for `local`. */
  readonly inventory: string;
  /** Machines of a cloud, for the inventory that is made of them; left out where there are none. */
  readonly machines?: readonly CloudHost[];
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
