import type { BoundEnvironment } from '../../constructs/catalogue/environment-host';
import type { EnvironmentSpec } from '../../constructs/catalogue/environment-spec';
import { Problems } from '../../core/problems';
import { renderEnvironmentCheck } from './environment-check';
import { Environments } from './environments';
import { ExistingEnvironments } from './existing-environments';
import { LOCKS } from './locks';
import type { Machine } from './machine';

/** An environment of the machine: one play installs those of the kit, another looks for those that are there already. */
export function bindEnvironment(machine: Machine, environment: EnvironmentSpec): BoundEnvironment {
  const { name, source } = environment;
  if (source.kind === 'venv') {
    return { ready: installed(machine, name, source.requirements) };
  }
  const check = renderEnvironmentCheck(environment);
  if (machine.target.kind === 'local' || check === null) {
    const allowed = machine.target.kind === 'local' ? ['venv'] : ['venv', 'conda', 'module', 'cvmfs', 'apptainer'];
    const message = `environment '${name}' is of kind ${source.kind}, which these machines can't offer`;
    Problems.report(machine, { code: 'HostsEnvironmentKind', message, allowed, given: source.kind });
    return { ready: machine };
  }
  const existing = machine.once('ExistingEnvironments', (scope) => new ExistingEnvironments(scope, 'ExistingEnvironments', machine));
  existing.add(check);
  return { ready: existing };
}

/** What the kit's own services in Python run in: the hub and the landing page. */
export function bindServicesPython(machine: Machine): BoundEnvironment {
  return { ready: installed(machine, 'services', LOCKS.hub) };
}

/** The notebook server's own environment: JupyterLab without science. */
export function bindLab(machine: Machine): BoundEnvironment {
  return { ready: installed(machine, 'lab', LOCKS.lab) };
}

function installed(machine: Machine, name: string, requirements: string): Environments {
  const environments = machine.once('Environments', (scope) => new Environments(scope, 'Environments', machine));
  environments.add(name, requirements);
  return environments;
}
