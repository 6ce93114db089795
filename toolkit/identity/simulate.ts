import { SiteApp } from '../app/app';
import type { BlueprintRecord } from '../app/blueprint-record';
import { siteName } from '../app/site-name';
import { isObject, type Json, type JsonObject } from '../json';
import { KitError } from '../kit-error';
import { compileSites } from '../validate/compile';
import { findCollisions, type Collision } from './collisions';
import type { Identity, IdentityRules, Refusal } from './identity-rules';
import { mapClaims } from './map-claims';
import { seenFolders, type MountRecord, type SeenFolder } from './seen-folders';

/** What a log-in with given claims becomes at one hub. */
export interface SimulatedUser {
  /** Position in the file, from 0. */
  readonly index: number;
  /** Path of the hub in the site: `Notebooks`. */
  readonly hub: string;
  /** Null when the log-in is refused. */
  readonly identity: Identity | null;
  readonly refusals: readonly Refusal[];
  readonly folders: readonly SeenFolder[];
  /** Profiles that can be chosen. */
  readonly profiles: readonly string[];
}

/** What all log-ins of a file become. */
export interface Simulation {
  readonly site: string;
  readonly users: readonly SimulatedUser[];
  readonly collisions: readonly Collision[];
}

interface HubRecord {
  readonly identities: IdentityRules;
  readonly mounts: readonly MountRecord[];
  readonly profiles: readonly { readonly name: string }[];
}

interface AuthRecord {
  readonly accounts: readonly { readonly username: string; readonly attributes: Readonly<Record<string, readonly string[]>> }[];
}

/** What the site makes of the claims of users, as it is written now. Nothing is asked of its broker. */
export function simulate(site: string, claims: string): Simulation {
  const users = readClaims(claims);
  const app = new SiteApp();
  const name = siteName(site, app.names());
  compileSites('sites', [name]);
  return simulateRecord(app.blueprint(name), users);
}

/** The same for a blueprint record. Pure. */
export function simulateRecord(record: BlueprintRecord, claims: readonly JsonObject[]): Simulation {
  const hubs = record.entries.filter((e) => e.concept === 'hub').map((e) => ({ path: e.path, spec: e.spec as HubRecord }));
  if (hubs.length === 0) {
    throw new KitError(`the site '${record.site.name}' has no hub`, 'claims become POSIX users where notebooks run');
  }
  const users = hubs.flatMap(({ path, spec }) => claims.map((one, index) => atHub(path, spec, index, one)));
  const accounts = record.entries.filter((e) => e.concept === 'auth').flatMap((e) => (e.spec as AuthRecord).accounts);
  const collisions = findCollisions(
    users.flatMap(({ index, identity }) => (identity === null ? [] : [{ index, identity, subject: claims[index]!['sub'] ?? null }])),
    accounts.map(({ username, attributes }) => ({ user: username, uid: Number(attributes['uidNumber']?.[0] ?? Number.NaN) })),
  );
  return { site: record.site.name, users, collisions };
}

/** One user's claims, or a list of several users'. */
export function readClaims(text: string): readonly JsonObject[] {
  let given: Json;
  try {
    given = JSON.parse(text) as Json;
  } catch (error) {
    throw new KitError(`the claims are not JSON: ${(error as Error).message}`, 'give one object of claims, or a list of such objects');
  }
  const users = Array.isArray(given) ? (given as readonly Json[]) : [given];
  if (users.length === 0 || !users.every(isObject)) {
    throw new KitError('the claims are neither an object nor a list of objects', 'give what the broker’s userinfo endpoint answers');
  }
  return users;
}

function atHub(hub: string, spec: HubRecord, index: number, claims: JsonObject): SimulatedUser {
  const mapped = mapClaims(claims, spec.identities);
  if ('refusals' in mapped) {
    return { index, hub, identity: null, refusals: mapped.refusals, folders: [], profiles: [] };
  }
  const { identity } = mapped;
  const profiles = spec.profiles.map((p) => p.name);
  return { index, hub, identity, refusals: [], folders: spec.mounts.flatMap((m) => seenFolders(m, identity)), profiles };
}
