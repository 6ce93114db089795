import { Construct } from 'constructs';
import { Check } from '../../core/check';
import { LOCAL_PORT_COUNT, localPorts, type LocalPorts } from '../../core/local-ports';
import { Place } from '../../core/place';
import { Site } from '../../core/site';
import { Play, type PlayProps } from './play';
import type { TargetSpec } from './target';

/** Options of `HostsPlatform.local`. */
export interface LocalOptions {
  /** Folder that everything is installed below; `destroy` removes it. */
  readonly directory: string;
  /** First of the seven TCP ports that the services listen on, on the loopback interface. */
  readonly firstPort: number;
  /** Account to make and use when root deploys: nothing then runs as root. */
  readonly account: string;
}

/** This machine, and what every service on it needs. */
export class LocalMachine extends Construct {
  public readonly target: TargetSpec;
  public readonly ports: LocalPorts;
  /** Both keys to remove data lie in the site. */
  public readonly removeData: boolean;

  private readonly base: Play;
  private readonly shared = new Map<string, Construct>();

  constructor(scope: Construct, id: string, options: LocalOptions) {
    super(scope, id);
    const check = new Check(this, 'Hosts', Place.here());
    check.absolutePath('directory', options.directory);
    if (!Number.isInteger(options.firstPort) || options.firstPort < 1024 || options.firstPort > 65535 - LOCAL_PORT_COUNT) {
      const range = `1024 to ${65535 - LOCAL_PORT_COUNT}`;
      check.report('PortInvalid', 'firstPort', `must be a whole number from ${range}, got '${options.firstPort}'`);
    }
    this.target = { kind: 'local', directory: options.directory, account: options.account, manager: 'supervisor' };
    this.ports = localPorts(options.firstPort);
    this.removeData = Site.of(this).removeDataOnDestroy;
    this.base = new Play(this, 'Play', {
      target: this.target,
      role: 'base',
      name: 'base',
      settings: () => ({}),
      removal: { removeData: this.removeData },
      sources: () => ['platforms/hosts/python/uv.txt', 'platforms/hosts/python/supervisor.txt', 'platforms/hosts/ansible/roles/supervisor'],
    });
  }

  /** Runs a role, once the machine is prepared for any. */
  public play(scope: Construct, id: string, props: Omit<PlayProps, 'target'>): Play {
    const play = new Play(scope, id, { ...props, target: this.target });
    play.node.addDependency(this.base);
    return play;
  }

  /** What several constructs share on this machine, made when first asked for. */
  public once<T extends Construct>(id: string, make: (scope: Construct) => T): T {
    const made = this.shared.get(id) ?? make(this.node.scope as Construct);
    this.shared.set(id, made);
    return made as T;
  }
}
