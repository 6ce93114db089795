import { Construct } from 'constructs';
import type { EnvironmentSpec } from '../../constructs/catalogue/environment-spec';
import { Problems } from '../../core/problems';
import type { Machine } from './machine';

/** The Python environments of a machine. */
export class Environments extends Construct {
  private readonly requirements = new Map<string, string>();

  constructor(scope: Construct, id: string, machine: Machine) {
    super(scope, id);
    machine.play(this, 'Play', {
      role: 'environments',
      name: 'environments',
      groups: ['hub', 'login', 'compute'],
      settings: () => ({ environments: [...this.requirements].map(([name, requirements]) => ({ name, requirements })) }),
      removal: {},
      sources: () => [...this.requirements.values()],
    });
  }

  /** Asks for an environment; asking twice for one makes no difference. */
  public add(name: string, source: EnvironmentSpec['source']): void {
    if (this.requirements.has(name)) {
      return;
    }
    this.requirements.set(name, source.kind === 'venv' ? source.requirements : '');
    if (source.kind !== 'venv') {
      const message = `environment '${name}' is of kind ${source.kind}; this machine can only install Python environments`;
      Problems.report(this, { code: 'HostsEnvironmentKind', message, allowed: ['venv'], given: source.kind });
    }
  }
}
