import type { Construct } from 'constructs';
import { Check } from '../../core/check';
import { LOCAL_PORT_COUNT, localPorts } from '../../core/local-ports';
import { Place } from '../../core/place';
import { Machine, type PublicService } from './machine';

/** Options of `HostsPlatform.local`. */
export interface LocalOptions {
  /** Folder that everything is installed below; `destroy` removes it. */
  readonly directory: string;
  /** First of the seven TCP ports that the services listen on, on the loopback interface. */
  readonly firstPort: number;
  /** Account to make and use when root deploys: nothing then runs as root. */
  readonly account: string;
}

/** This machine: no root, no systemd; services listen on the loopback interface only. */
export class LocalMachine extends Machine {
  public override readonly hubConnectUrl = null;
  public override readonly hubBind = '127.0.0.1';
  public override readonly notebookPorts = null;

  protected override readonly base: Construct;

  constructor(scope: Construct, id: string, { directory, firstPort, account }: LocalOptions) {
    super(scope, id, { kind: 'local', inventory: '', directory, account, manager: 'supervisor' }, localPorts(firstPort));
    const check = new Check(this, 'Hosts', Place.here());
    check.absolutePath('directory', directory);
    if (!Number.isInteger(firstPort) || firstPort < 1024 || firstPort > 65535 - LOCAL_PORT_COUNT) {
      const range = `1024 to ${65535 - LOCAL_PORT_COUNT}`;
      check.report('PortInvalid', 'firstPort', `must be a whole number from ${range}, got '${firstPort}'`);
    }
    this.base = this.firstPlay(this, 'Play', {
      role: 'base',
      name: 'base',
      root: true,
      settings: () => ({}),
      removal: { removeData: this.removeData },
      sources: () => ['platforms/hosts/python/uv.txt', 'platforms/hosts/python/supervisor.txt', 'platforms/hosts/ansible/roles/supervisor'],
    });
  }

  public override publicUrl(service: PublicService): string {
    // Open OnDemand is refused here; until that is reported, it has the portal's address.
    return `http://localhost:${this.ports[service === 'onDemand' ? 'portal' : service]}`;
  }
}
