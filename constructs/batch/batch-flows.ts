import type { Flow } from '../../core/flow';
import type { BatchSpec } from './batch-spec';

/** Ports of the schedulers: where the controller listens, and where nodes do (IANA's registry; Slurm's and Torque's manuals). */
const PORTS = {
  slurm: { controller: 6817, node: 6818 },
  'grid-engine': { controller: 6444, node: 6445 },
  torque: { controller: 15001, node: 15002 },
} as const;

/** Where jobs come from: the hub's host, for users who are in the browser, or the hosts where users log in. */
export type Submitter = 'hub' | 'login';

const SUBMITS = { hub: 'the hub submits and watches jobs', login: 'users submit and watch jobs' } as const;

/** Connections that a batch cluster of several hosts needs. */
export function batchFlows(spec: BatchSpec, submitter: Submitter): readonly Flow[] {
  const { controller, node } = PORTS[spec.scheduler];
  const to = spec.access?.controller ?? 'controller';
  const submits: Flow = { from: submitter, to, port: controller, protocol: 'tcp', why: SUBMITS[submitter] };
  if (spec.deployment === null || spec.deployment.nodes.length === 0) {
    return spec.existing ? [submits] : [];
  }
  return [
    submits,
    { from: 'compute', to, port: controller, protocol: 'tcp', why: 'nodes report to the scheduler' },
    { from: 'controller', to: 'compute', port: node, protocol: 'tcp', why: 'the scheduler starts jobs' },
  ];
}
