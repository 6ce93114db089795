import * as fs from 'fs';
import * as path from 'path';
import { CORE_SCHEMA, defineScalarTag, load, mergeTag, YAMLException } from 'js-yaml';
import type { Check } from '../../core/check';
import { KIT_ROOT } from '../../core/kit';
import type { Place } from '../../core/place';
import { HOST_GROUPS, type CloudHost, type HostGroup } from './target';

/** A host of an inventory. Plain data. */
export interface Host {
  readonly name: string;
  /** Address that other hosts of the site reach it at: `daas_address`, else `ansible_host`, else the name. */
  readonly address: string;
}

/** Names an inventory to use instead of the site's: a test bench plays the facility's hosts. */
const OVERRIDE = 'DAAS_INVENTORY';

type Group = {
  readonly hosts?: Record<string, Record<string, unknown> | null>;
  readonly children?: Record<string, Group | null>;
} | null;

/** Makes an inventory of the machines of the play's target: their ids are known at apply only. */
const MACHINES = 'platforms/hosts/ansible/inventory/machines';

/** Ansible's own tags (`!vault`, `!unsafe`): their values aren't looked at here. */
const ANSIBLE = defineScalarTag('!', { matchByTagPrefix: true, resolve: (text) => text, identify: () => false });
const SCHEMA = CORE_SCHEMA.withTags(mergeTag, ANSIBLE);

/** The hosts of a site: an Ansible inventory in YAML, which Ansible reads too, machines of a cloud, or both. */
export class Inventory {
  /** One without hosts. */
  public static empty(): Inventory {
    return new Inventory('', new Map(), 'the platform');
  }

  /**
   * Reads an inventory; reports what the kit can't use and is then empty.
   *
   * @param file relative to the clone
   */
  public static read(check: Check, prop: string, file: string, place: Place): Inventory {
    const used = process.env[OVERRIDE] ?? file;
    const refuse = (what: string): Inventory => {
      check.report('InventoryUnreadable', prop, `'${used}' ${what}`, { place });
      return new Inventory(used, new Map(), `'${used}'`, true);
    };
    let text: string;
    try {
      text = fs.readFileSync(path.resolve(KIT_ROOT, used), 'utf8');
    } catch {
      return refuse('is not a file that can be read; it is looked for below the clone');
    }
    try {
      const groups = new Map<string, Map<string, Host>>();
      collect(groups, load(text, { schema: SCHEMA }) as Record<string, Group>);
      return new Inventory(used, groups, `'${used}'`);
    } catch (error) {
      if (error instanceof YAMLException) {
        return refuse(`is not YAML: ${error.reason}${error.mark === undefined ? '' : `, line ${error.mark.line + 1}`}`);
      }
      return refuse('is not an Ansible inventory in YAML');
    }
  }

  private constructor(
    /** Relative to the clone, or absolute; several are separated by commas. */
    public readonly file: string,
    private readonly groups: ReadonlyMap<string, ReadonlyMap<string, Host>>,
    /** For people. */
    public readonly title: string,
    private readonly unreadable = false,
  ) {}

  /** Hosts of a group, in the inventory's order; none when it has no such group. */
  public hosts(group: HostGroup): readonly Host[] {
    return [...(this.groups.get(group)?.values() ?? [])];
  }

  /** The same with a cloud's machines. */
  public with(machines: readonly CloudHost[]): Inventory {
    if (machines.length === 0) {
      return this;
    }
    const groups = new Map(this.groups);
    for (const { name, address, groups: owners } of machines) {
      for (const owner of ['all', ...owners]) {
        groups.set(owner, new Map(groups.get(owner)).set(name, { name, address }));
      }
    }
    return this.file === ''
      ? new Inventory(MACHINES, groups, "the cloud's machines")
      : new Inventory(`${this.file},${MACHINES}`, groups, `${this.title} with the cloud's machines`);
  }

  /** Reports groups that are needed and have no host; nothing of an inventory that couldn't be read, which is reported already. */
  public need(check: Check, prop: string, groups: readonly HostGroup[], place: Place): void {
    for (const group of groups.filter((g) => !this.unreadable && this.hosts(g).length === 0)) {
      const message = `there is no host in the group '${group}' of ${this.title}`;
      const miss = this.nearMiss(group);
      check.report('InventoryGroupEmpty', prop, message, { place, allowed: HOST_GROUPS, ...(miss !== undefined && { given: miss }) });
    }
  }

  /** Ansible takes a host that is called like a group for a part of it: services would run on both. */
  public checkNames(check: Check, prop: string, place: Place): void {
    const names = new Set([...this.groups.values()].flatMap((hosts) => [...hosts.keys()]));
    for (const group of HOST_GROUPS.filter((g) => names.has(g) && !(this.groups.get(g)?.size === 1 && this.groups.get(g)!.has(g)))) {
      const message = `${this.title} has a host that is called '${group}', as a group is; give it another name`;
      check.report('InventoryHostName', prop, message, { place });
    }
  }

  /** What a group of the inventory was probably meant to be this one. */
  private nearMiss(group: string): string | undefined {
    return [...this.groups.keys()].find((name) => name !== group && name.toLowerCase().startsWith(group.slice(0, 3)));
  }
}

/** Hosts of every group, those of its children among them. */
function collect(groups: Map<string, Map<string, Host>>, children: Record<string, Group>, parents: readonly string[] = []): void {
  for (const [name, group] of Object.entries(children)) {
    const lineage = [...parents, name];
    for (const [host, variables] of Object.entries(group?.hosts ?? {})) {
      const given = variables?.['daas_address'] ?? variables?.['ansible_host'];
      const address = typeof given === 'string' ? given : host;
      for (const owner of lineage) {
        groups.set(owner, (groups.get(owner) ?? new Map<string, Host>()).set(host, { name: host, address }));
      }
    }
    collect(groups, group?.children ?? {}, lineage);
  }
}
