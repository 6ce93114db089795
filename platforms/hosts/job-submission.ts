import type { Construct } from 'constructs';
import type { HubSpec } from '../../constructs/hub/hub-spec';
import { renderJobSubmit } from './batch-spawner';
import type { Machine } from './machine';
import { SshMachines } from './ssh-machines';

/** Lets the hub of an inventory submit jobs as its users, and nothing else: programs and a rule for sudo. */
export function bindJobSubmission(scope: Construct, machine: Machine, spec: () => HubSpec): Construct {
  if (!(machine instanceof SshMachines) || spec().clusters.length === 0) {
    // One account runs everything.
    return machine;
  }
  return machine.play(scope, 'JobSubmission', {
    role: 'job_submit',
    name: 'job-submission',
    root: true,
    settings: () => renderJobSubmit(spec().clusters, machine.userGroup),
    removal: {},
  });
}
