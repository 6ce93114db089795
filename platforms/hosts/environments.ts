import { Construct } from 'constructs';
import { Problems } from '../../core/problems';
import { versionSkew } from './locks';
import type { Machine } from './machine';

/** The Python environments that the kit installs on a machine. */
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
    for (const skew of versionSkew()) {
      const message = `hub and notebook servers would not understand each other: ${skew}`;
      Problems.report(this, { code: 'HostsServerVersion', message });
    }
  }

  /** Asks for an environment; asking twice for one makes no difference. */
  public add(name: string, requirements: string): void {
    this.requirements.set(name, this.requirements.get(name) ?? requirements);
  }
}
