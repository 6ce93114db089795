import { Construct, DependencyGroup } from 'constructs';
import type { Flow } from '../../core/flow';
import type { LocalPorts } from '../../core/local-ports';
import type { PortRange } from '../../core/port-range';
import { Site } from '../../core/site';
import { Play, type PlayProps } from './play';
import type { HostGroup, TargetSpec } from './target';

/** A service that people's browsers reach. */
export type PublicService = 'portal' | 'hub' | 'broker' | 'onDemand';

/** What a role needs beside its target. */
export interface RoleProps extends Omit<PlayProps, 'target' | 'hosts' | 'runAs'> {
  /**
   * Groups of hosts that the role runs on; a local machine is all of them.
   *
   * @default - hub
   */
  readonly groups?: readonly HostGroup[];
  /**
   * Whether the role works as root where the kit has root; else as the kit's account.
   *
   * @default false
   */
  readonly root?: boolean;
}

/** Hosts that roles run on, and what every service there needs. */
export abstract class Machine extends Construct {
  /** Where plays run. */
  public readonly target: TargetSpec;
  /** Ports of the services; on hosts with a reverse proxy they aren't open to anybody else. */
  public readonly ports: LocalPorts;
  /** Whether data may go: the site's key. */
  public readonly removeData: boolean;
  /** What has to be mounted before anybody's home can be made. */
  public readonly homes = new DependencyGroup();
  /** Packages of the distribution that services on the hub's host need, by the names of the role packages. */
  public readonly packages = new Set<string>();
  /** File systems are mounted one after the other: a host can't install the packages of two at once. */
  public lastMount: Construct | null = null;

  /** File systems that were asked for so far: what lies on them isn't there before. */
  public readonly mounts = new Set<Construct>();

  /** Connections that what is bound so far needs. */
  public readonly flows: Flow[] = [];

  protected abstract readonly base: Construct;
  private readonly shared = new Map<string, Construct>();

  protected constructor(scope: Construct, id: string, target: TargetSpec, ports: LocalPorts) {
    super(scope, id);
    this.target = target;
    this.ports = ports;
    this.removeData = Site.of(this).removeDataOnDestroy;
  }

  /** Where people reach a service. */
  public abstract publicUrl(service: PublicService): string;

  /** Where notebooks on other machines reach the hub; null where there are none. */
  public abstract readonly hubConnectUrl: string | null;

  /** Address that the hub listens at for notebooks. */
  public abstract readonly hubBind: string;

  /** Ports that notebooks listen at on other machines; null where there are none. */
  public abstract readonly notebookPorts: PortRange | null;

  /** Runs a role, once the machine is prepared for any. */
  public play(scope: Construct, id: string, props: RoleProps): Play {
    const play = this.firstPlay(scope, id, props);
    play.node.addDependency(this.base);
    return play;
  }

  /** What several constructs share on this machine, made when first asked for. */
  public once<T extends Construct>(id: string, make: (scope: Construct) => T): T {
    const made = this.shared.get(id) ?? make(this.node.scope as Construct);
    this.shared.set(id, made);
    return made as T;
  }

  /** Runs a role before there is anything. */
  protected firstPlay(scope: Construct, id: string, { groups = ['hub'], root = false, ...props }: RoleProps): Play {
    const hosts = this.target.kind === 'local' ? 'all' : groups.join(':');
    return new Play(scope, id, { ...props, target: { ...this.target, hosts, runAs: root ? 'root' : 'account' } });
  }
}
