import type { Construct } from 'constructs';
import type { MachinePool } from '../../constructs/machines/machine-pool';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import type { Flow } from '../../core/flow';
import type { LocalPorts } from '../../core/local-ports';
import { kebab } from '../../core/names';
import { portText, type PortRange } from '../../core/port-range';
import { Place } from '../../core/place';
import type { SecretReference } from '../../core/secret';
import { Site } from '../../core/site';
import { Certificate } from './certificate';
import { renderFirewall } from './firewall';
import { Inventory } from './inventory';
import { Machine, type PublicService } from './machine';
import type { SshOptions } from './ssh-options';
import type { CloudHost } from './target';

/** Behind the reverse proxy; only the hub's own API is open to compute nodes. */
const PORTS: LocalPorts = {
  portal: 8090,
  hub: 8000,
  broker: 8080,
  hubApi: 8081,
  proxyApi: 8001,
  slurmController: 6817,
  slurmNode: 6818,
};
const NOTEBOOK_PORTS: PortRange = { from: 28000, to: 28999 };
const SUBDOMAINS: Readonly<Record<PublicService, string>> = { portal: '', hub: 'notebooks.', broker: 'login.', onDemand: 'ondemand.' };

/** Of hosts that serve something. */
const FLOWS: readonly Flow[] = [
  { from: 'users', to: 'hub', port: 443, protocol: 'tcp', why: 'all services of the site, in browsers' },
  { from: 'users', to: 'hub', port: 80, protocol: 'tcp', why: 'sends browsers to port 443; certificates by ACME' },
  { from: 'compute', to: 'hub', port: PORTS.hubApi, protocol: 'tcp', why: 'notebooks report to the hub' },
];

/** The hosts of an inventory and the machines of a cloud, reached by SSH. */
export class SshMachines extends Machine {
  public override readonly hubConnectUrl: string;
  public override readonly hubBind = '0.0.0.0';
  /** Who is where. */
  public readonly inventory: Inventory;
  /** Whether the kit makes users' accounts. */
  public readonly createsAccounts: boolean;
  public override readonly notebookPorts: PortRange;
  /** Group of the accounts that the hub may submit jobs as; null for every person. */
  public readonly userGroup: string | null;

  private readonly domain: string;
  private readonly prepare: () => Construct;
  private prepared: Construct | undefined;
  private readonly published = new Set<PublicService>();

  constructor(scope: Construct, id: string, options: SshOptions) {
    const { directory = '/opt/daas', account = 'daas' } = options;
    const place = Place.here();
    const check = new Check(scope, 'Hosts', place);
    check.absolutePath('directory', directory);
    const machines = cloudHosts(options);
    const listed = options.inventory === undefined ? Inventory.empty() : Inventory.read(check, 'inventory', options.inventory, place);
    const inventory = listed.with(machines);
    const target = { kind: 'ssh', inventory: inventory.file, directory, account, manager: 'systemd' } as const;
    super(scope, id, { ...target, ...(machines.length > 0 && { machines }) }, PORTS);
    this.inventory = inventory;
    inventory.checkNames(check, 'inventory', place);
    if (inventory.hosts('hub').length > 1) {
      check.report('InventoryHubs', 'inventory', `${inventory.title} has more than one host in the group 'hub'`, { place });
    }
    this.domain = Site.of(this).domain;
    this.notebookPorts = options.notebookPorts ?? NOTEBOOK_PORTS;
    checkNotebookPorts(check, this.notebookPorts);
    this.userGroup = options.userGroup ?? null;
    // As useradd and directories have them; in a rule for sudo anything else would mean more.
    if (this.userGroup !== null && !/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(this.userGroup)) {
      check.report('UserGroup', 'userGroup', `must be the name of a group, got '${this.userGroup}'`);
    }
    this.createsAccounts = options.accounts === 'created';
    this.hubConnectUrl = `http://${inventory.hosts('hub')[0]?.address ?? 'hub'}:${PORTS.hubApi}`;
    this.prepare = () => {
      inventory.need(check, 'inventory', ['hub'], place);
      const base = this.reverseProxy(this.software(options.machines ?? []), (options.certificate ?? Certificate.internal()).spec);
      if (options.firewall ?? true) {
        this.firewall(base);
      }
      return base;
    };
    this.record();
  }

  /** Made for the first service: hosts that are only submitted from are left as they are. */
  protected override get base(): Construct {
    return (this.prepared ??= this.prepare());
  }

  private software(machines: readonly MachinePool[]): Construct {
    const base = this.firstPlay(this, 'Play', {
      role: 'base',
      name: `${kebab(this.node.scope!.node.id)}-base`,
      root: true,
      groups: ['hub', 'login', 'controller', 'compute'],
      // All at once and before anything else: plays that run beside one another would wait for the package manager.
      settings: () => ({ packages: [...this.packages].sort() }),
      removal: { removeData: this.removeData },
      sources: () => ['platforms/hosts/python/uv.txt', 'platforms/hosts/ansible/roles/packages'],
    });
    base.node.addDependency(...machines.flatMap((pool) => pool.ready));
    return base;
  }

  public override publicUrl(service: PublicService): string {
    this.published.add(service);
    return `https://${SUBDOMAINS[service]}${this.domain}`;
  }

  private reverseProxy(base: Construct, certificate: Certificate['spec']): Construct {
    ['reverse_proxy', 'openssl', ...(certificate.kind === 'acme' ? ['certbot'] : [])].forEach((p) => this.packages.add(p));
    const proxy = this.firstPlay(this, 'ReverseProxy', {
      role: 'reverse_proxy',
      name: `${kebab(this.node.scope!.node.id)}-reverse-proxy`,
      root: true,
      settings: () => ({
        certificate: certificate.kind === 'given' ? { kind: certificate.kind, file: certificate.certificateFile } : certificate,
        names: this.publicNames(),
      }),
      removal: { certificate: { kind: certificate.kind } },
      secrets: (): Record<string, SecretReference> => (certificate.kind === 'given' ? { TLS_KEY: certificate.key } : {}),
      sources: () => ['platforms/hosts/ansible/roles/packages', ...(certificate.kind === 'given' ? [certificate.certificateFile] : [])],
    });
    proxy.node.addDependency(base);
    return proxy;
  }

  /** The site's own name first: a certificate is called by it. */
  private publicNames(): readonly string[] {
    const others = [...this.published].map((s) => SUBDOMAINS[s]).filter((s) => s !== '');
    return [this.domain, ...others.sort().map((s) => `${s}${this.domain}`)];
  }

  private firewall(base: Construct): void {
    this.packages.add('nftables');
    const play = this.firstPlay(this, 'Firewall', {
      role: 'firewall',
      name: `${kebab(this.node.scope!.node.id)}-firewall`,
      root: true,
      settings: () => renderFirewall(Blueprint.of(this).flows),
      removal: {},
      sources: () => ['platforms/hosts/ansible/roles/packages'],
    });
    play.node.addDependency(base);
  }

  private record(): void {
    const hub = this.inventory.hosts('hub')[0]?.name ?? 'hub';
    Blueprint.of(this).record(
      this,
      'hosts',
      () => ({ hub, groups: this.groupSizes() }),
      () =>
        this.prepared === undefined
          ? []
          : [
              ...FLOWS,
              ...this.flows,
              { from: 'hub', to: 'compute', port: this.notebookPorts, protocol: 'tcp', why: 'notebooks of users, through the hub’s proxy' },
            ],
    );
  }

  private groupSizes(): Readonly<Record<string, number>> {
    return Object.fromEntries((['login', 'controller', 'compute', 'storage'] as const).map((g) => [g, this.inventory.hosts(g).length]));
  }
}

function checkNotebookPorts(check: Check, ports: PortRange): void {
  const { from, to } = ports;
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1024 || to > 65535 || from > to) {
    check.report('NotebookPorts', 'notebookPorts', `must be a range between 1024 and 65535, got '${portText(ports)}'`);
  }
}

function cloudHosts({
  machines = [],
  jumpHost = null,
}: {
  machines?: readonly MachinePool[];
  jumpHost?: string | null;
}): readonly CloudHost[] {
  return machines.flatMap((pool) => pool.machines.map((machine) => ({ ...machine, jumpHost })));
}
