import type { MachinePool } from '../../constructs/machines/machine-pool';
import type { PortRange } from '../../core/port-range';
import type { Certificate } from './certificate';

/** Options of `HostsPlatform.ssh`. */
export interface SshOptions {
  /**
   * Ansible inventory in YAML, relative to the clone: groups `hub` (one host), `login`, `controller`, `compute`,
   * `storage`. How Ansible gets there (user, become, jump host) is said in it, as for every Ansible play.
   *
   * @default - the hosts are a cloud's machines
   */
  readonly inventory?: string;
  /**
   * Machines that a cloud makes in the same deployment, in the groups that their pools name. They are configured as soon
   * as they have started, and again when one was made anew.
   *
   * @default - the hosts are those of the inventory
   */
  readonly machines?: readonly MachinePool[];
  /**
   * SSH's jump host to the cloud's machines: `operator@bastion.facility.example`.
   *
   * @default - they are reached at their addresses
   */
  readonly jumpHost?: string;
  /**
   * Certificate of the public addresses.
   *
   * @default Certificate.internal()
   */
  readonly certificate?: Certificate;
  /**
   * Where users' accounts on the hosts come from: `directory` when SSSD, LDAP or NIS knows them already, `created` when
   * the kit makes those that Auth lists. Names and numbers must be the ones that the identity map gives.
   *
   * @default directory
   */
  readonly accounts?: 'directory' | 'created';
  /**
   * Group of the accounts that the hub may submit jobs as; the rule for sudo then names it.
   *
   * @default - every account of a person, whose number is 1000 or more
   */
  readonly userGroup?: string;
  /**
   * Whether the hub's host gets firewall rules from the port matrix. Everything else that listens there is cut off,
   * except SSH: say false on a host that serves something else too.
   *
   * @default true
   */
  readonly firewall?: boolean;
  /**
   * Ports that notebooks listen at on compute nodes, where the hub must reach them: as many as one node may have
   * notebooks, outside the range that the kernel takes for outgoing connections (32768 to 60999 on Linux).
   *
   * @default - 28000 to 28999
   */
  readonly notebookPorts?: PortRange;
  /**
   * Folder on every host that the kit's programs lie below; the same everywhere, because jobs run from it.
   *
   * @default /opt/daas
   */
  readonly directory?: string;
  /**
   * Account that the kit's services run as.
   *
   * @default daas
   */
  readonly account?: string;
}
