import type { BoundEnvironment } from '../../constructs/catalogue/environment-host';
import type { EnvironmentSpec } from '../../constructs/catalogue/environment-spec';
import { Environments } from './environments';
import type { Machine } from './machine';

/** A Python environment on the machine: one play installs them all. */
export function bindEnvironment(machine: Machine, environment: EnvironmentSpec): BoundEnvironment {
  const { name, source } = environment;
  const wanted = machine.once('Environments', (scope) => new Environments(scope, 'Environments', machine));
  wanted.add(name, source);
  return { ready: wanted };
}

/** What the kit's own services in Python run in: the hub and the landing page. */
export function bindServicesPython(machine: Machine): BoundEnvironment {
  return bindEnvironment(machine, {
    name: 'services',
    title: 'Services',
    source: { kind: 'venv', requirements: 'platforms/hosts/python/hub.txt' },
  });
}

/** The notebook server's own environment: JupyterLab without science. */
export function bindLab(machine: Machine): BoundEnvironment {
  return bindEnvironment(machine, {
    name: 'lab',
    title: 'Notebook server',
    source: { kind: 'venv', requirements: 'platforms/hosts/python/lab.txt' },
  });
}
