import * as fs from 'fs';
import * as http from 'http';
import * as os from 'os';
import * as path from 'path';

/** What the cloud has; each test changes what it is about. */
export interface CloudState {
  /** Status of a log-in. */
  logIn: number;
  /** How often a path answers 503 before it answers. */
  busy: Map<string, number>;
  flavors: object[];
  images: object[];
  hidden: object[];
  networks: object[];
  zones: object[];
  /** Limits by the name that the API has. */
  limits: Record<string, number>;
}

/** An OpenStack cloud on the loopback interface, with an entry `esrf` in a clouds.yaml of its own. */
export class FakeCloud {
  public readonly requests: string[] = [];
  public state = FakeCloud.usual();
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-preflight-'));
  private readonly server = http.createServer((request, response) => this.answer(request, response));

  private static usual(): CloudState {
    const active = (name: string) => ({ name, status: 'active' });
    return {
      logIn: 201,
      busy: new Map(),
      flavors: [{ name: 'm1.small', vcpus: 2, ram: 4096 }],
      images: [active('ubuntu')],
      hidden: [],
      networks: [{ name: 'public' }],
      zones: [{ zoneName: 'a', zoneState: { available: true } }],
      limits: {},
    };
  }

  /** Everything is as it should be again. */
  public reset(): void {
    this.state = FakeCloud.usual();
    this.requests.length = 0;
  }

  public async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const auth = { auth_url: `${this.url}/v3`, username: 'u', password: 'p', project_name: 'p' };
    fs.writeFileSync(path.join(this.folder, 'clouds.yaml'), JSON.stringify({ clouds: { esrf: { auth } } }));
    process.env['OS_CLIENT_CONFIG_FILE'] = path.join(this.folder, 'clouds.yaml');
  }

  public async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
    fs.rmSync(this.folder, { recursive: true });
  }

  private get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const url = new URL(request.url!, this.url);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const left = this.state.busy.get(url.pathname) ?? 0;
    const [status, body] = left > 0 ? [503, { message: 'Service Unavailable' }] : this.found(url, response);
    this.state.busy.set(url.pathname, left - 1);
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  }

  private found(url: URL, response: http.ServerResponse): readonly [number, object] {
    const { state } = this;
    const limit = (name: string): number => state.limits[name] ?? 100;
    const counted = (name: string): object => ({ limit: limit(name), used: 1 });
    switch (url.pathname) {
      case '/v3/auth/tokens':
        response.setHeader('x-subject-token', 'token');
        return state.logIn === 201
          ? [201, this.token()]
          : [state.logIn, { error: { message: 'The request you have made requires authentication.' } }];
      case '/compute/flavors/detail':
        return [200, this.page(url, 'flavors', state.flavors)];
      case '/image/v2/images':
        return [200, { images: url.searchParams.has('os_hidden') ? state.hidden : state.images }];
      case '/network/v2.0/networks':
        return [200, { networks: state.networks }];
      case '/volumev3/types':
        return [200, { volume_types: [{ name: 'ssd' }] }];
      case '/sharev2/types':
        return [200, { share_types: [{ name: 'cephfs' }] }];
      case '/compute/os-availability-zone':
        return [200, { availabilityZoneInfo: state.zones }];
      case '/compute/limits':
        return [200, { limits: { absolute: this.compute(limit) } }];
      case '/volumev3/limits':
        return [200, { limits: { absolute: { maxTotalVolumes: limit('volumes'), maxTotalVolumeGigabytes: limit('gigabytes') } } }];
      case '/sharev2/limits':
        return [200, { limits: { absolute: { maxTotalShares: limit('shares'), maxTotalShareGigabytes: limit('share gigabytes') } } }];
      case '/load-balancer/v2.0/lbaas/quotas/p':
        return [200, { quota: { load_balancer: limit('loadbalancers') } }];
      case '/load-balancer/v2.0/lbaas/loadbalancers':
        return [200, { loadbalancers: [{ id: 'l' }] }];
      case '/network/v2.0/quotas/p/details.json': {
        const names = ['port', 'network', 'subnet', 'router', 'floatingip', 'security_group', 'security_group_rule'];
        return [200, { quota: Object.fromEntries(names.map((name) => [name, counted(name)])) }];
      }
      default:
        return [404, { message: `no ${url.pathname} here` }];
    }
  }

  private compute(limit: (name: string) => number): object {
    return {
      maxTotalInstances: limit('instances'),
      maxTotalCores: limit('cores'),
      maxTotalRAMSize: limit('ram') * (limit('ram') === 100 ? 1024 : 1),
      maxServerGroups: limit('server_groups'),
    };
  }

  /** One item a page. */
  private page(url: URL, key: string, items: readonly object[]): object {
    const at = Number(url.searchParams.get('marker') ?? 0);
    const next = { rel: 'next', href: `${this.url}${url.pathname}?marker=${at + 1}` };
    return { [key]: items.slice(at, at + 1), ...(at + 1 < items.length && { [`${key}_links`]: [next] }) };
  }

  private token(): object {
    const types = ['compute', 'network', 'volumev3', 'image', 'load-balancer', 'sharev2'];
    const catalog = types.map((type) => ({ type, endpoints: [{ interface: 'public', region: 'R', url: `${this.url}/${type}` }] }));
    return { token: { project: { id: 'p' }, user: { id: 'u' }, catalog } };
  }
}
