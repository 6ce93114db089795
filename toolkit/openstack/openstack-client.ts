import { KitError } from '../kit-error';
import { cloudEntry, type CloudEntry } from './clouds-yaml';
import { request, type Answer } from './http';

/** Services by their types in the catalogue. */
export type Service = 'compute' | 'network' | 'volumev3' | 'image' | 'load-balancer' | 'sharev2' | 'dns' | 'identity';

/** A resource as an API tells it. */
export type Item = Readonly<Record<string, unknown>>;

interface Token {
  readonly token: {
    readonly project?: { readonly id: string };
    readonly user: { readonly id: string };
    readonly catalog: readonly { readonly type: string; readonly endpoints: readonly Endpoint[] }[];
  };
}

interface Endpoint {
  readonly interface: string;
  readonly region: string;
  readonly url: string;
}

/** Versions of APIs at which they tell what the kit asks for. */
const VERSIONS: Partial<Record<Service, Readonly<Record<string, string>>>> = {
  compute: { 'openstack-api-version': 'compute 2.64', 'x-openstack-nova-api-version': '2.64' },
  sharev2: { 'x-openstack-manila-api-version': '2.40' },
};

/** Last part of an endpoint's path where the catalogue may leave it out. */
const PATHS: Partial<Record<Service, string>> = { network: '/v2.0', image: '/v2', 'load-balancer': '/v2.0', dns: '/v2', identity: '/v3' };

/** The APIs of one project, with the credentials of an entry of clouds.yaml. */
export class OpenStackClient {
  /** Logs in. */
  public static async logIn(cloud: string): Promise<OpenStackClient> {
    const entry = cloudEntry(cloud);
    const base = (entry.auth['auth_url'] ?? '').replace(/\/+$/, '').replace(/\/v3$/, '');
    const answer = await reach(cloud, async () => request(entry, 'POST', `${base}/v3/auth/tokens`, {}, { auth: authentication(entry) }));
    if (answer.status >= 500) {
      throw new KitError(`POST identity /v3/auth/tokens: ${answer.status} ${messageOf(answer)}`);
    }
    if (answer.status !== 201) {
      throw new KitError(`the cloud '${cloud}' refuses the credentials of clouds.yaml`, messageOf(answer));
    }
    const { token } = JSON.parse(answer.body) as Token;
    return new OpenStackClient(cloud, entry, String(answer.headers['x-subject-token']), token);
  }

  private constructor(
    public readonly cloud: string,
    private readonly entry: CloudEntry,
    private readonly secret: string,
    private readonly token: Token['token'],
  ) {}

  /** The project that the credentials are for. */
  public get project(): string {
    return this.token.project?.id ?? '';
  }

  /** The user that the credentials are of. */
  public get user(): string {
    return this.token.user.id;
  }

  /** Whether the cloud has the service. */
  public has(service: Service): boolean {
    return this.endpoint(service) !== undefined;
  }

  /** All items of a list, over all its pages; none where the cloud lacks the service. */
  public async list(service: Service, path: string, key: string): Promise<readonly Item[]> {
    if (!this.has(service)) {
      return [];
    }
    const items: Item[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const page: Item = await this.get(service, next);
      items.push(...((page[key] as readonly Item[] | undefined) ?? []));
      next = nextPage(page, key);
    }
    return items;
  }

  /** One item. */
  public async get(service: Service, path: string): Promise<Item> {
    return JSON.parse((await this.call('GET', service, path)).body) as Item;
  }

  /** Any request; what isn't a success is an error with the API's own words. */
  public async call(method: string, service: Service, path: string, body?: object): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.endpoint(service)}${path}`;
    const headers = { 'x-auth-token': this.secret, ...VERSIONS[service] };
    const answer = await reach(this.cloud, async () => request(this.entry, method, url, headers, body));
    if (answer.status >= 300) {
      throw new KitError(`${method} ${service} ${path}: ${answer.status} ${messageOf(answer)}`);
    }
    return answer;
  }

  private endpoint(service: Service): string | undefined {
    const { interface: face = 'public', region_name: region } = this.entry;
    const found = this.token.catalog
      .filter((s) => s.type === service)
      .flatMap((s) => s.endpoints)
      .find((e) => e.interface === face.replace(/URL$/, '') && (region === undefined || e.region === region));
    const url = found?.url.replace(/\/+$/, '');
    const path = PATHS[service];
    return url === undefined || path === undefined || /\/v\d[\d.]*$/.test(url) ? url : `${url}${path}`;
  }
}

/** Neutron and Octavia give links, Nova and Cinder too, Glance a path. */
function nextPage(page: Item, key: string): string | undefined {
  const links = (page[`${key}_links`] ?? []) as readonly { readonly rel: string; readonly href: string }[];
  const next = page['next'];
  return links.find((l) => l.rel === 'next')?.href ?? (typeof next === 'string' ? next.replace(/^\/v2/, '') : undefined);
}

function authentication(entry: CloudEntry): object {
  const { auth } = entry;
  if (entry.auth_type === 'v3applicationcredential') {
    const credential = { id: auth['application_credential_id'], secret: auth['application_credential_secret'] };
    return { identity: { methods: ['application_credential'], application_credential: credential } };
  }
  const domain = (kind: 'user' | 'project'): object => {
    const id = auth[`${kind}_domain_id`] ?? auth['domain_id'] ?? auth['default_domain'];
    return id === undefined ? { name: auth[`${kind}_domain_name`] ?? auth['domain_name'] ?? 'Default' } : { id };
  };
  const user = auth['user_id'] === undefined ? { name: auth['username'], domain: domain('user') } : { id: auth['user_id'] };
  const project =
    auth['project_id'] === undefined
      ? { name: auth['project_name'] ?? auth['tenant_name'], domain: domain('project') }
      : { id: auth['project_id'] };
  const password = { user: { ...user, password: auth['password'] } };
  return { identity: { methods: ['password'], password }, scope: { project } };
}

async function reach(cloud: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw new KitError(`the cloud '${cloud}' doesn't answer: ${(error as Error).message}`);
  }
}

/** What an API says went wrong, without its wrapping. */
export function messageOf({ body }: Pick<Answer, 'body'>): string {
  const found = /"(?:message|faultstring|description)": ?"((?:[^"\\]|\\.)*)"/.exec(body)?.[1];
  return (found ?? body).replaceAll('\\"', '"').trim().slice(0, 500);
}
