import type { BoundEnvironment } from '../../constructs/catalogue/environment-host';
import type { EnvironmentSpec } from '../../constructs/catalogue/environment-spec';
import { Problems } from '../../core/problems';
import type { LocalMachine } from './local-machine';

/** A Python environment on the machine. */
export function bindEnvironment(machine: LocalMachine, environment: EnvironmentSpec): BoundEnvironment {
  const { name, source } = environment;
  const ready = machine.once(`Environment-${name}`, (scope) => {
    if (source.kind !== 'venv') {
      const message = `environment '${name}' is of kind ${source.kind}; this machine can only install Python environments`;
      Problems.report(scope, { code: 'HostsEnvironmentKind', message, allowed: ['venv'], given: source.kind });
    }
    const requirements = source.kind === 'venv' ? source.requirements : 'platforms/hosts/python/lab.txt';
    return machine.play(scope, `Environment-${name}`, {
      role: 'python_env',
      name: `environment-${name}`,
      settings: () => ({ name, requirements }),
      removal: { name },
      sources: [requirements],
    });
  });
  return { ready };
}

/** What the kit's own services in Python run in: the hub and the landing page. */
export function bindServicesPython(machine: LocalMachine): BoundEnvironment {
  return bindEnvironment(machine, {
    name: 'services',
    title: 'Services',
    source: { kind: 'venv', requirements: 'platforms/hosts/python/hub.txt' },
  });
}

/** The notebook server's own environment: JupyterLab without science. */
export function bindLab(machine: LocalMachine): BoundEnvironment {
  return bindEnvironment(machine, {
    name: 'lab',
    title: 'Notebook server',
    source: { kind: 'venv', requirements: 'platforms/hosts/python/lab.txt' },
  });
}
