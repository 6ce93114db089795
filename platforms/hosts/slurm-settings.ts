import type { BatchSpec } from '../../constructs/batch/batch-spec';
import type { LocalPorts } from '../../core/local-ports';
import type { TargetSpec } from './target';

/** Settings of the slurm role: one machine that is controller and node, without root. Pure. */
export function renderSlurmSettings(spec: BatchSpec, target: TargetSpec, ports: LocalPorts): object {
  return {
    clusterName: 'daas',
    directory: `${target.directory}/services/slurm`,
    controllerPort: ports.slurmController,
    nodePort: ports.slurmNode,
    partitions: spec.queues.map((q, i) => ({ name: q.name, default: i === 0, maxTimeMinutes: Math.ceil(q.limitSeconds / 60) })),
    cores: Math.max(...spec.queues.map((q) => q.coresPerNode)),
    memoryMebibytes: Math.max(...spec.queues.map((q) => q.memoryMebibytesPerNode)),
  };
}
