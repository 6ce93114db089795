import type { Flow } from '../../core/flow';
import type { BatchSpec } from './batch-spec';

/** Ports of the schedulers: where the controller listens, and where nodes do (IANA's registry; Slurm's and Torque's manuals). */
const PORTS = {
  slurm: { controller: 6817, node: 6818 },
  'grid-engine': { controller: 6444, node: 6445 },
  torque: { controller: 15001, node: 15002 },
} as const;

/** Connections that a batch cluster of several hosts needs. */
export function batchFlows(spec: BatchSpec): readonly Flow[] {
  const { controller, node } = PORTS[spec.scheduler];
  const to = spec.access?.controller ?? 'controller';
  const submits: Flow = { from: 'hub', to, port: controller, protocol: 'tcp', why: 'the hub submits and watches jobs' };
  if (spec.deployment === null || spec.deployment.nodes.length === 0) {
    return spec.existing ? [submits] : [];
  }
  return [
    submits,
    { from: 'compute', to, port: controller, protocol: 'tcp', why: 'nodes report to the scheduler' },
    { from: 'controller', to: 'compute', port: node, protocol: 'tcp', why: 'the scheduler starts jobs' },
  ];
}
