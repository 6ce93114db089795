import { Construct } from 'constructs';
import type { EnvironmentCheck } from './environment-check';
import type { Machine } from './machine';

/** Environments that the facility has: looked for where notebooks run, never installed or changed. */
export class ExistingEnvironments extends Construct {
  private readonly checks = new Map<string, EnvironmentCheck>();

  constructor(
    scope: Construct,
    id: string,
    private readonly machine: Machine,
  ) {
    super(scope, id);
    machine.play(this, 'Play', {
      role: 'existing_environments',
      name: 'existing-environments',
      groups: ['hub', 'login', 'compute'],
      settings: () => ({ environments: [...this.checks.values()] }),
      removal: {},
    });
  }

  /** Asks for an environment; it may lie on any file system that was asked for before. */
  public add(check: EnvironmentCheck): void {
    this.checks.set(check.name, check);
    this.node.addDependency(...this.machine.mounts);
  }
}
