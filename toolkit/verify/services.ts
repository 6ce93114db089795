import type { BlueprintRecord } from '../app/blueprint-record';

/** A mount as sessions see it. */
export interface RecordedMount {
  readonly name: string;
  readonly role: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly perProposal: boolean;
}

/** A choice that users have. */
export interface RecordedProfile {
  readonly name: string;
  readonly gpu: { readonly model: string; readonly count: number } | null;
  readonly cluster: string | null;
  readonly queue: string | null;
}

/** A notebook that checks itself. */
export interface RecordedExample {
  readonly folder: string;
  readonly notebook: string;
}

/** A hub with its address. */
export interface HubService {
  /** Path of the construct: `Notebooks`. */
  readonly component: string;
  readonly name: string;
  readonly url: string;
  readonly issuer: string;
  readonly identities: { readonly minimumUid: number };
  readonly profiles: readonly RecordedProfile[];
  readonly mounts: readonly RecordedMount[];
  readonly examples: readonly RecordedExample[];
  readonly clusters: readonly string[];
  readonly idleSeconds: number;
}

/** A portal; the address is null where the record doesn't tell it. */
export interface PortalService {
  readonly component: string;
  readonly kind: 'landing-page' | 'visa' | 'open-ondemand' | 'existing';
  readonly url: string | null;
  /** Addresses that its page has to link to. */
  readonly links: readonly string[];
}

/** A broker that logs users in at a service of the site. */
export interface AuthService {
  readonly component: string;
  readonly issuer: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly contact: string;
}

/** What of a site can be looked at from outside. */
export interface SiteServices {
  readonly auths: readonly AuthService[];
  readonly hubs: readonly HubService[];
  readonly portals: readonly PortalService[];
  /** Environment by the notebook that needs it. */
  readonly environments: Readonly<Record<string, string>>;
  /** Whether the kit makes the data that the notebooks of the use cases need. */
  readonly sampleData: boolean;
}

interface Client {
  readonly clientId: string;
  readonly redirectUris: readonly string[];
}
interface Login {
  readonly issuer: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
}
type Spec = Readonly<Record<string, unknown>>;

/** Reads the services out of the blueprint record. Addresses come from what is registered at the broker. */
export function servicesOf(record: BlueprintRecord): SiteServices {
  const all = record.entries.map((e) => ({ path: e.path, concept: e.concept, spec: e.spec as Spec }));
  const of = (concept: string) => all.filter((e) => e.concept === concept);
  const clients = of('auth').flatMap((e) => e.spec['clients'] as readonly Client[]);
  const redirect = (id: string) => clients.find((c) => c.clientId === id)?.redirectUris[0];

  const hubs = of('hub').map(({ path, spec }): HubService => {
    const login = spec['login'] as Login;
    const clusters = (spec['clusters'] as readonly { name: string }[]).map((c) => c.name);
    const { name, profiles, mounts, examples, identities, idleSeconds } = spec as unknown as HubService;
    const url = (redirect(login.clientId) ?? '').replace(/\/hub\/oauth_callback$/, '');
    return { component: path, name, url, issuer: login.issuer, identities, profiles, mounts, examples, clusters, idleSeconds };
  });
  const logins = [...of('hub'), ...of('portal')].flatMap(({ spec }) => (spec['login'] === undefined ? [] : [spec['login'] as Login]));
  const auths = of('auth').flatMap(({ path, spec }): AuthService[] => {
    const login = logins.find((l) => (spec['clients'] as readonly Client[]).some((c) => c.clientId === l.clientId));
    return login === undefined ? [] : [{ component: path, ...pick(login), contact: String(spec['contact']) }];
  });
  const software = of('software').flatMap((e) => e.spec['packages'] as readonly Software[]);
  const environments = software.flatMap((p) => (p.example === null ? [] : [[p.example.notebook, p.environment.name]]));
  return {
    auths,
    hubs,
    portals: of('portal').map(({ path, spec }) => portal(path, spec, redirect, of('hub')[0]?.spec)),
    environments: Object.fromEntries(environments) as Record<string, string>,
    sampleData: of('sample-data').length > 0,
  };
}

interface Software {
  readonly environment: { readonly name: string };
  readonly example: { readonly notebook: string } | null;
}

function pick({ issuer, authorizeUrl, tokenUrl, clientId }: Login): Login {
  return { issuer, authorizeUrl, tokenUrl, clientId };
}

function portal(component: string, spec: Spec, redirect: (id: string) => string | undefined, hub: Spec | undefined): PortalService {
  const login = spec['login'] as Login | undefined;
  if (spec['kind'] === 'existing') {
    return { component, kind: 'existing', url: String(spec['url']), links: [] };
  }
  if (login === undefined) {
    const services = (spec['services'] as readonly { url: string }[]).map((s) => s.url);
    // Its own address is where a log-out of the hub that it shows leads.
    return { component, kind: 'landing-page', url: (hub?.['afterLogoutUrl'] as string | undefined) ?? null, links: services };
  }
  const home = redirect(login.clientId);
  const kind = 'administrators' in spec ? 'visa' : 'open-ondemand';
  return { component, kind, url: home === undefined ? null : new URL('/', home).href, links: [] };
}
