import type { BatchDeploymentSpec, BatchSpec, ReservationSpec } from '../../constructs/batch/batch-spec';
import type { ClusterHosts } from './batch-hosts';
import { nvmlNodes, renderCgroupConf, renderGresConf, renderSlurmConf } from './slurm-conf';

/** Settings of the role slurm_cluster. Pure. */
export interface SlurmClusterSettings {
  /** Name of the host in the inventory. */
  readonly controller: string;
  readonly nodes: readonly string[];
  /** Name of a file below the configuration's folder -> text. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly reservations: readonly { readonly name: string; readonly options: readonly string[] }[];
  /** Nodes with MIG slices, which Slurm finds through NVML. */
  readonly nvmlNodes: readonly string[];
}

/** What the role does on controller, nodes and hosts that submit. Pure. */
export function renderSlurmCluster(
  spec: BatchSpec & { readonly deployment: BatchDeploymentSpec },
  hosts: ClusterHosts,
): SlurmClusterSettings {
  const { deployment, queues } = spec;
  const { nodes } = deployment;
  return {
    controller: hosts.controller,
    nodes: nodes.flatMap((n) => n.names),
    configuration: {
      'slurm.conf': renderSlurmConf(deployment, queues, hosts),
      ...(deployment.controlGroups && { 'cgroup.conf': renderCgroupConf() }),
      ...(nodes.some((n) => n.gpus !== null) && { 'gres.conf': renderGresConf(nodes) }),
    },
    reservations: deployment.reservations.map(reservation),
    nvmlNodes: nvmlNodes(nodes),
  };
}

function reservation({ name, nodes, start, durationMinutes, users }: ReservationSpec): SlurmClusterSettings['reservations'][number] {
  const options = [`StartTime=${start}`, `Duration=${durationMinutes}`, `Nodes=${nodes.join(',')}`, `Users=${users.join(',')}`];
  return { name, options };
}
