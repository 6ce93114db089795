import { isObject, type Json, type JsonObject } from '../json';
import type { Identity, IdentityRules, Refusal } from './identity-rules';

const USER = /^[a-z_][a-z0-9_-]{0,31}$/;
/** Becomes a folder's name in mounts, so it must never climb out of one. */
const GROUP = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const LARGEST_ID = 2 ** 31 - 1;
const NOBODY = 65534;

/** Claims that can't be mapped, or the user that they make. */
export type Mapped = { readonly identity: Identity } | { readonly refusals: readonly Refusal[] };

/**
 * What the hub makes of claims at a log-in. Pure. The hub stops at the first refusal; here all are told, in the hub's order.
 * `test/fixtures/identity/claims.json` holds this function and the hub's own (packages/jupyterhub-daas) to the same answers.
 */
export function mapClaims(claims: JsonObject, rules: IdentityRules): Mapped {
  const refusals: Refusal[] = [];
  const keep = <T>(read: T | Refusal): T | undefined => {
    if (isRefusal(read)) {
      refusals.push(read);
      return undefined;
    }
    return read;
  };
  const user = keep(userOf(claims, rules.user));
  const uid = keep(numberOf(claims, rules.uid, rules.minimumUid));
  const gid = keep(numberOf(claims, rules.gid, rules.minimumUid));
  const groups = keep(groupsOf(claims, rules.groups));
  const gids = keep(gidsOf(claims, rules.supplementalGids, rules.minimumUid));
  if (user === undefined || uid === undefined || gid === undefined || groups === undefined || gids === undefined) {
    return { refusals };
  }
  return { identity: { user, uid, gid, groups, gids } };
}

function isRefusal(read: unknown): read is Refusal {
  return typeof read === 'object' && read !== null && 'code' in read;
}

function refuse(code: string, claim: string, message: string): Refusal {
  return { code, claim, message };
}

function userOf(claims: JsonObject, claim: string): string | Refusal {
  const value = single(claims, claim);
  if (isRefusal(value)) {
    return value;
  }
  const usable = typeof value === 'string' && USER.test(value) && value !== 'root' && value !== 'nobody';
  return usable ? value : refuse('identity-user-name', claim, `${JSON.stringify(value)} cannot be a user name`);
}

function numberOf(claims: JsonObject, claim: string, minimum: number): number | Refusal {
  const value = single(claims, claim);
  return isRefusal(value) ? value : checkedNumber(value, claim, minimum);
}

function single(claims: JsonObject, claim: string): Json | Refusal {
  const given = claims[claim] ?? null;
  const values = asList(given);
  if (values.length === 0 || values.some((value) => value === null || value === '')) {
    return refuse('identity-claim-missing', claim, `there is no ${claim}`);
  }
  if (values.length > 1) {
    return refuse('identity-claim-ambiguous', claim, `there is more than one ${claim}`);
  }
  // An object with a code would be taken for a refusal; no claim that is asked for here is an object.
  return isObject(values[0]) ? JSON.stringify(values[0]) : values[0]!;
}

function checkedNumber(given: Json, claim: string, minimum: number): number | Refusal {
  const value = typeof given === 'string' && /^[0-9]{1,10}$/.test(given) ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > LARGEST_ID || value === NOBODY) {
    return refuse('identity-number', claim, `${JSON.stringify(given)} is not a number that a user can have`);
  }
  return value < minimum
    ? refuse('identity-system-account', claim, `${value} is below ${minimum}; such numbers belong to system accounts`)
    : value;
}

function gidsOf(claims: JsonObject, claim: string | undefined, minimum: number): readonly number[] | Refusal {
  if (claim === undefined) {
    return [];
  }
  const numbers: number[] = [];
  for (const value of asList(orNone(claims[claim]))) {
    const number = checkedNumber(value, claim, minimum);
    if (isRefusal(number)) {
      return number;
    }
    numbers.push(number);
  }
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function groupsOf(claims: JsonObject, rule: IdentityRules['groups']): readonly string[] | Refusal {
  if (rule === null) {
    return [];
  }
  const given = orNone(claims[rule.claim]);
  const values = typeof given === 'string' ? [given] : given;
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) {
    return refuse('identity-groups', rule.claim, 'is not a list of texts');
  }
  const pattern = new RegExp(rule.pattern);
  const matches = values.map((value) => pattern.exec(value)).filter((match) => match !== null);
  const groups = [...new Set(matches.map((match) => match[1] ?? ''))].sort();
  const unusable = groups.find((group) => !GROUP.test(group));
  return unusable === undefined
    ? groups
    : refuse('identity-group-name', rule.claim, `${JSON.stringify(unusable)} cannot be a folder of a proposal`);
}

function asList(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** What is empty in any way is no value: null, false, 0, '', [] and {}. */
function orNone(value: Json | undefined): Json {
  const empty = !value || (isObject(value) && Object.keys(value).length === 0);
  return empty ? [] : value;
}
