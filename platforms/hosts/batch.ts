import type { Construct } from 'constructs';
import type { BatchEndpoint, BatchSpec } from '../../constructs/batch/batch-spec';
import { Problems } from '../../core/problems';
import type { Machine } from './machine';
import { renderSlurmSettings } from './slurm-settings';

/** Slurm on this machine, without root: controller and one node. Its packages must be installed. */
export function bindBatch(scope: Construct, machine: Machine, spec: BatchSpec): BatchEndpoint {
  if (spec.existing) {
    const message = 'this machine deploys a Slurm of its own, without root; an existing one is used by a platform that reaches it';
    Problems.report(scope, { code: 'HostsSchedulerExisting', prop: 'scheduler', message });
  }
  machine.play(scope, 'Play', {
    role: 'slurm',
    name: 'slurm',
    settings: () => renderSlurmSettings(spec, machine.target, machine.ports),
    removal: {},
  });
  return { scheduler: 'slurm', configurationFile: `${machine.target.directory}/services/slurm/slurm.conf` };
}
