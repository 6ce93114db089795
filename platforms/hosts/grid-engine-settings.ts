import type { BatchDeploymentSpec, BatchSpec, ComputeNodesSpec, QueueSpec } from '../../constructs/batch/batch-spec';
import { grantable } from '../../constructs/batch/node-gpus';
import type { ClusterHosts } from './batch-hosts';
import type { Inventory } from './inventory';

/** Settings of the role grid_engine. Pure. */
export interface GridEngineSettings {
  readonly controller: string;
  readonly nodes: readonly string[];
  /** Hosts that users and the hub submit from. */
  readonly submitHosts: readonly string[];
  /** Name -> lines, in the form of `qconf -sq`. */
  readonly queues: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Name of a host -> its consumables, in the form of `complex_values`. */
  readonly complexValues: Readonly<Record<string, string>>;
}

/** Queues, hosts and consumables of a cluster. Pure. */
export function renderGridEngine(
  { deployment, queues }: BatchSpec & { readonly deployment: BatchDeploymentSpec },
  { controller }: ClusterHosts,
  inventory: Inventory,
): GridEngineSettings {
  const { nodes } = deployment;
  const submitHosts = (['controller', 'hub', 'login'] as const).flatMap((g) => inventory.hosts(g).map((h) => h.name));
  return {
    controller,
    nodes: nodes.flatMap((n) => n.names),
    submitHosts: [...new Set(submitHosts)],
    queues: Object.fromEntries(queues.map((q) => [q.name, queueLines(q, nodes)])),
    complexValues: Object.fromEntries(nodes.flatMap((n) => n.names.map((name) => [name, consumables(n)]))),
  };
}

function queueLines(queue: QueueSpec, nodes: readonly ComputeNodesSpec[]): Readonly<Record<string, string>> {
  const own = nodes.map((n) => ({ ...n, names: n.names.filter((name) => queue.nodes?.includes(name) ?? true) }));
  const slots = own.flatMap((n) => n.names.map((name) => `[${name}=${n.cores}]`));
  return {
    hostlist: own.flatMap((n) => n.names).join(' '),
    slots: ['1', ...slots].join(','),
    // The hardest limit: what runs longer is ended.
    h_rt: time(queue.limitSeconds),
  };
}

/** Memory is booked for each slot and enforced as the address space of the job's processes. */
function consumables({ cores, memoryMebibytes, gpus }: ComputeNodesSpec): string {
  return [`slots=${cores}`, `h_vmem=${memoryMebibytes}M`, ...(gpus === null ? [] : [`gpu=${grantable(gpus)}`])].join(',');
}

function time(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
}
