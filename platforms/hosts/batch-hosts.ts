import type { Construct } from 'constructs';
import type { BatchSpec } from '../../constructs/batch/batch-spec';
import { Problems } from '../../core/problems';
import type { Inventory } from './inventory';

/** The hosts of a cluster that is deployed. Plain data. */
export interface ClusterHosts {
  /** Name in the inventory. */
  readonly controller: string;
  /** Address of every host of the inventory's groups controller and compute, by name. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** Finds them in the inventory; reports what isn't there. */
export function clusterHosts(scope: Construct, inventory: Inventory, spec: BatchSpec): ClusterHosts {
  const controllers = inventory.hosts('controller');
  if (controllers.length !== 1) {
    const message = `the inventory must have one host in the group 'controller', it has ${controllers.length}`;
    Problems.report(scope, { code: 'HostsControllers', prop: 'platform', message });
  }
  const nodes = inventory.hosts('compute').map((h) => h.name);
  const names = spec.deployment?.nodes.flatMap((n) => n.names) ?? [];
  if (names.length === 0) {
    const message = 'on hosts of an inventory the nodes must be said';
    Problems.report(scope, { code: 'HostsNodesMissing', prop: 'scheduler.nodes', message, allowed: nodes });
  }
  for (const given of names.filter((name) => !nodes.includes(name))) {
    const message = `node '${given}' is not a host of the inventory's group 'compute'`;
    Problems.report(scope, { code: 'HostsNodeUnknown', prop: 'scheduler.nodes', message, allowed: nodes, given });
  }
  const hosts = [...controllers, ...inventory.hosts('compute')];
  return { controller: controllers[0]?.name ?? 'controller', addresses: Object.fromEntries(hosts.map((h) => [h.name, h.address])) };
}
