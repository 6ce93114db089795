import type { Construct } from 'constructs';
import type { BatchDeploymentSpec, BatchEndpoint, BatchSpec } from '../../constructs/batch/batch-spec';
import { Problems } from '../../core/problems';
import { Secret } from '../../core/secret';
import { clusterHosts } from './batch-hosts';
import { renderGridEngine } from './grid-engine-settings';
import type { Machine } from './machine';
import { renderSlurmCluster } from './slurm-cluster-settings';
import { renderSlurmSettings } from './slurm-settings';
import { SshMachines } from './ssh-machines';

type Deployed = BatchSpec & { readonly deployment: BatchDeploymentSpec };

/** Slurm: the facility's own, one that is deployed on the inventory's hosts, or a small one on this machine. */
export function bindSlurm(scope: Construct, machine: Machine, spec: BatchSpec): BatchEndpoint {
  if (!(machine instanceof SshMachines)) {
    return bindLocalSlurm(scope, machine, spec);
  }
  if (isDeployed(spec)) {
    const hosts = clusterHosts(scope, machine.inventory, spec);
    machine.play(scope, 'Play', {
      role: 'slurm_cluster',
      name: spec.name,
      root: true,
      groups: ['controller', 'compute', 'hub', 'login'],
      settings: () => renderSlurmCluster(spec, hosts),
      removal: {
        controller: hosts.controller,
        nodes: spec.deployment.nodes.flatMap((n) => n.names),
        accounting: spec.deployment.accounts.length > 0,
      },
      secrets: () => ({ MUNGE_KEY: Secret.site('MUNGE_KEY').reference }),
    });
  }
  const folder = spec.access?.configuration ?? null;
  return { scheduler: 'slurm', configurationFile: folder === null ? null : `${folder}/slurm.conf` };
}

/** Grid Engine: the facility's own, or the distribution's on the inventory's hosts. */
export function bindGridEngine(scope: Construct, machine: Machine, spec: BatchSpec): BatchEndpoint {
  if (!(machine instanceof SshMachines)) {
    needsHosts(scope, spec);
  } else if (isDeployed(spec)) {
    const hosts = clusterHosts(scope, machine.inventory, spec);
    machine.play(scope, 'Play', {
      role: 'grid_engine',
      name: spec.name,
      root: true,
      groups: ['controller', 'compute', 'hub', 'login'],
      settings: () => renderGridEngine(spec, hosts, machine.inventory),
      removal: { controller: hosts.controller, nodes: spec.deployment.nodes.flatMap((n) => n.names) },
    });
  }
  return { scheduler: 'grid-engine', configurationFile: null };
}

/** Torque: the facility's own. */
export function bindTorque(scope: Construct, machine: Machine, spec: BatchSpec): BatchEndpoint {
  if (!(machine instanceof SshMachines)) {
    needsHosts(scope, spec);
  }
  return { scheduler: 'torque', configurationFile: null };
}

/** Slurm without root: controller and one node. Its packages must be installed. */
function bindLocalSlurm(scope: Construct, machine: Machine, spec: BatchSpec): BatchEndpoint {
  if (spec.existing) {
    const message = 'this machine deploys a Slurm of its own, without root; an existing one is used by a platform that reaches it';
    Problems.report(scope, { code: 'HostsSchedulerExisting', prop: 'scheduler', message });
  }
  if (spec.choice === 'partitions') {
    const message = 'this machine has one partition of its own: users choose profiles here';
    Problems.report(scope, { code: 'HostsSchedulerChoice', prop: 'scheduler.choice', message });
  }
  machine.play(scope, 'Play', {
    role: 'slurm',
    name: 'slurm',
    settings: () => renderSlurmSettings(spec, machine.target, machine.ports),
    removal: {},
  });
  return { scheduler: 'slurm', configurationFile: `${machine.target.directory}/services/slurm/slurm.conf` };
}

function needsHosts(scope: Construct, { scheduler }: BatchSpec): void {
  const message = `this machine runs without root and can deploy Slurm only, got '${scheduler}'`;
  Problems.report(scope, { code: 'HostsSchedulerKind', prop: 'scheduler', message });
}

function isDeployed(spec: BatchSpec): spec is Deployed {
  return spec.deployment !== null;
}
