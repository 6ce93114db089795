import type { AuthSpec } from '../../constructs/auth/auth-spec';

/** Claims that Keycloak makes itself, of its scopes openid, profile and email. */
const BUILT_IN = ['sub', 'preferred_username', 'name', 'given_name', 'family_name', 'email', 'email_verified'];

/** Attributes that may have several values, of the schemas eduPerson, voPerson and AARC. */
const SEVERAL = [
  'eduperson_assurance',
  'eduperson_entitlement',
  'eduperson_scoped_affiliation',
  'entitlements',
  'voperson_external_affiliation',
];

/** A user's attribute that tokens carry under the same name. */
export interface Claim {
  readonly name: string;
  /** Given as a list, even when there is one value: consumers must not have to handle both. */
  readonly several: boolean;
}

/** Every claim that the realm's clients get: those of the identity map, of accounts and of federations. */
export function claimsOf(spec: AuthSpec): readonly Claim[] {
  const { user, uid, gid, groups, supplementalGids } = spec.identities;
  const attributes = spec.accounts.flatMap((a) => Object.entries(a.attributes));
  const lists = [...(groups === null ? [] : [groups.claim]), ...(supplementalGids === undefined ? [] : [supplementalGids])];
  const several = new Set([...SEVERAL, ...lists]);
  attributes.filter(([, values]) => values.length > 1).forEach(([name]) => several.add(name));
  const names = new Set([...[user, uid, gid], ...lists, ...attributes.map(([name]) => name), ...spec.federations.flatMap((f) => f.claims)]);
  return [...names]
    .filter((name) => !BUILT_IN.includes(name))
    .sort()
    .map((name) => ({ name, several: several.has(name) }));
}
