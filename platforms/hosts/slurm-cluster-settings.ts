import type { BatchDeploymentSpec, BatchSpec, ReservationSpec } from '../../constructs/batch/batch-spec';
import type { ClusterHosts } from './batch-hosts';
import { nvmlNodes, renderCgroupConf, renderGresConf, renderSlurmConf, renderSlurmdbdConf } from './slurm-conf';

/** Settings of the role slurm_cluster. Pure. */
export interface SlurmClusterSettings {
  /** Name of the host in the inventory. */
  readonly controller: string;
  readonly nodes: readonly string[];
  /** Name of a file below the configuration's folder -> text. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly reservations: readonly { readonly name: string; readonly options: readonly string[] }[];
  /** What slurmdbd is told, and its configuration; null without accounting. */
  readonly accounting: { readonly cluster: string; readonly slurmdbd: string; readonly accounts: readonly object[] } | null;
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
    accounting: deployment.accounts.length === 0 ? null : accounting(deployment, hosts),
    nvmlNodes: nvmlNodes(nodes),
  };
}

function accounting({ clusterName, accounts }: BatchDeploymentSpec, hosts: ClusterHosts): NonNullable<SlurmClusterSettings['accounting']> {
  return {
    cluster: clusterName,
    slurmdbd: renderSlurmdbdConf(hosts),
    accounts: accounts.map(({ name, description, users, jobsPerUser, cores, gpus }) => ({
      name,
      description,
      users,
      // -1 takes a limit away.
      limits: {
        MaxJobs: String(jobsPerUser ?? -1),
        'GrpTRES=cpu': String(cores ?? -1),
        'GrpTRES=gres/gpu': String(gpus ?? -1),
      },
    })),
  };
}

function reservation({ name, nodes, start, durationMinutes, users }: ReservationSpec): SlurmClusterSettings['reservations'][number] {
  const options = [`StartTime=${start}`, `Duration=${durationMinutes}`, `Nodes=${nodes.join(',')}`, `Users=${users.join(',')}`];
  return { name, options };
}
