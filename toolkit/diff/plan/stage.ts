import * as fs from 'fs';
import * as path from 'path';
import { isObject, textOf, type Json, type JsonObject } from '../../json';
import { fillBlock } from './fill';
import type { ProviderSchemas } from './terraform';

/** Nobody listens there, and no provider asks before it applies. */
const NOWHERE = 'https://127.0.0.1:1';
const PROVIDERS: Readonly<Record<string, JsonObject>> = {
  openstack: { auth_url: `${NOWHERE}/v3` },
  kubernetes: { host: NOWHERE, token: 'offline' },
  helm: { kubernetes: { host: NOWHERE, token: 'offline' } },
};
const publicly = (url: string): Json => ({ id: url, interface: 'public', region: '', region_id: '', url });
/** What a data source answers where expressions look into it: a cloud's catalogue, with a service of every type. */
const ANSWERS: Readonly<Record<string, JsonObject>> = {
  openstack_identity_auth_scope_v3: {
    service_catalog: ['compute', 'identity', 'image', 'network', 'placement', 'volumev3', 'sharev2', 'load-balancer', 'dns'].map(
      (type) => ({
        id: type,
        name: type,
        type,
        endpoints: [publicly(`https://${type}.offline.example`)],
      }),
    ),
  },
};
const DATA = /\bdata\.([a-z0-9_]+)\.([A-Za-z0-9_-]+)/g;

/**
 * Copies a stack into a work folder so that it plans without network and credentials: no backend, providers that point
 * nowhere, data sources as fixed values, charts as empty ones of the same name and version.
 *
 * @param schemas undefined before they are known: then data sources have the values of their arguments only
 * @param anyVersion whether providers of any version will do
 */
export function stage(stack: string, work: string, schemas: ProviderSchemas | undefined, anyVersion: boolean): void {
  const text = fs.readFileSync(path.join(stack, 'cdk.tf.json'), 'utf8');
  const { data, provider, terraform, resource, variable, '//': _notes, ...rest } = JSON.parse(text) as Record<string, JsonObject>;
  const { backend: _backend, cloud: _cloud, ...settings } = terraform ?? {};
  const staged = {
    ...rest,
    terraform: anyVersion ? withoutVersions(settings) : settings,
    ...(provider !== undefined && { provider: mapValues(provider, (block, name) => offline(name, block)) }),
    ...(variable !== undefined && { variable: mapValues(variable, withDefault) }),
    ...(resource !== undefined && { resource: withoutRefusals({ ...resource, ...charts(resource, work) }) }),
    ...(data !== undefined && { locals: { ...rest['locals'], ...fixedData(data, schemas) } }),
  };
  const local = JSON.stringify(staged).replace(DATA, (_, type: string, name: string) => `local.offline_${type}_${name}`);
  fs.writeFileSync(path.join(work, 'main.tf.json'), local);
}

/** Versions of providers that a stack asks for, by their sources. */
export function wantedVersions(stack: string): ReadonlyMap<string, string> {
  const { terraform } = JSON.parse(fs.readFileSync(path.join(stack, 'cdk.tf.json'), 'utf8')) as Record<string, JsonObject>;
  const wanted = Object.values((terraform?.['required_providers'] ?? {}) as JsonObject).filter(isObject);
  return new Map(wanted.map(({ source, version }) => [textOf(source), textOf(version)]));
}

function withoutVersions(settings: JsonObject): JsonObject {
  const wanted = settings['required_providers'];
  const only = (provider: Json): Json => (isObject(provider) ? { source: provider['source'] ?? null } : provider);
  return isObject(wanted) ? { ...settings, required_providers: mapValues(wanted, only) } : settings;
}

/** Terraform refuses a plan that destroys what is protected; what it would do has to be known here all the same. */
function withoutRefusals(resource: JsonObject): JsonObject {
  return mapValues(resource, (byName) =>
    mapValues(byName as JsonObject, (config) => {
      const { lifecycle, ...others } = config as JsonObject;
      if (!isObject(lifecycle)) {
        return config;
      }
      const { prevent_destroy: _protected, ...kept } = lifecycle;
      return { ...others, lifecycle: kept };
    }),
  );
}

function mapValues(object: JsonObject, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

function offline(name: string, block: Json): Json {
  const settings = PROVIDERS[name];
  if (settings === undefined) {
    return block;
  }
  const one = (b: Json): Json => ({ ...(isObject(b) && b['alias'] !== undefined && { alias: b['alias'] }), ...settings });
  return Array.isArray(block) ? (block as readonly Json[]).map(one) : one(block);
}

/** A secret that is handed over when it is deployed: its value is never needed here. */
function withDefault(variable: Json): Json {
  return isObject(variable) && variable['default'] === undefined ? { ...variable, default: 'offline' } : variable;
}

/** A chart in a repository would be fetched while planning. */
function charts(resource: JsonObject, work: string): JsonObject {
  const releases = resource['helm_release'];
  if (!isObject(releases)) {
    return {};
  }
  const changed = mapValues(releases, (release, id) => {
    if (!isObject(release)) {
      return release;
    }
    const { repository: _r, repository_username: _u, repository_password: _p, ...others } = release;
    const name = path.basename(textOf(release['chart']));
    const folder = path.join(work, 'charts', id, name);
    const version = typeof release['version'] === 'string' ? release['version'] : '0.0.0';
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: ${version}\n`);
    return { ...others, chart: `./charts/${id}/${name}` };
  });
  return { helm_release: changed };
}

function fixedData(data: JsonObject, schemas: ProviderSchemas | undefined): JsonObject {
  const entries = Object.entries(data).flatMap(([type, byName]) =>
    Object.entries(byName as JsonObject).map(([name, config]): [string, Json] => {
      const all = Object.values(schemas?.provider_schemas ?? {}).map((p) => p.data_source_schemas?.[type]);
      const schema = all.find((s) => s !== undefined);
      const given = config as JsonObject;
      const unknown = Object.fromEntries(Object.keys(schema?.block.attributes ?? {}).map((k) => [k, given[k] === undefined]));
      const value =
        schema === undefined ? given : fillBlock(schema.block, given, unknown, undefined, `data.${type}.${name}:${JSON.stringify(given)}`);
      return [`offline_${type}_${name}`, { ...value, ...ANSWERS[type] }];
    }),
  );
  return Object.fromEntries(entries);
}
