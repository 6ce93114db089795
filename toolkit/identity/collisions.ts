import { canonical, type Json } from '../json';
import type { Identity } from './identity-rules';

/** Two people whom the site would take for one, as far as files go. */
export interface Collision {
  /** What they have in common. */
  readonly kind: 'user' | 'uid' | 'subject';
  readonly value: string;
  /** Who has it, for people: `claims[0] (alice, uid 4001)`. */
  readonly between: readonly string[];
}

/** Somebody who was given in the file. */
export interface Person {
  readonly index: number;
  readonly identity: Identity;
  /** The claim `sub`; null when it isn't given. */
  readonly subject: Json;
}

/** Somebody whom the site knows already. */
export interface KnownAccount {
  readonly user: string;
  /** NaN when the account has none. */
  readonly uid: number;
}

interface Holder {
  readonly who: string;
  readonly user: string;
  readonly uid: number;
  readonly subject: string | null;
}

/**
 * Names, uids and subjects that more than one person has. A site's account is the same person as the one in the file who has
 * both its name and its uid. Pure.
 */
export function findCollisions(people: readonly Person[], accounts: readonly KnownAccount[]): readonly Collision[] {
  // A person who meets several hubs of the site as the same user is one.
  const key = ({ index, identity: { user, uid } }: Person): string => `${index} ${user} ${uid}`;
  const once = people.filter((p, i) => people.findIndex((o) => key(o) === key(p)) === i);
  const holders: Holder[] = once.map(({ index, identity: { user, uid }, subject }) => ({
    who: `claims[${index}] (${user}, uid ${uid})`,
    user,
    uid,
    subject: subject === null ? null : canonical(subject),
  }));
  const others = accounts
    .filter(({ user, uid }) => !Number.isNaN(uid) && !holders.some((h) => h.user === user && h.uid === uid))
    .map(({ user, uid }) => ({ who: `the site's account ${user} (uid ${uid})`, user, uid, subject: null }));
  const all = [...holders, ...others];
  return [
    ...shared('user', all, (h) => h.user),
    ...shared('uid', all, (h) => String(h.uid)),
    ...shared('subject', all, (h) => h.subject),
  ].filter(({ between }) => between.some((who) => who.startsWith('claims[')));
}

function shared(kind: Collision['kind'], holders: readonly Holder[], key: (h: Holder) => string | null): readonly Collision[] {
  const byKey = new Map<string, string[]>();
  for (const holder of holders) {
    const value = key(holder);
    if (value !== null) {
      byKey.set(value, [...(byKey.get(value) ?? []), holder.who]);
    }
  }
  return [...byKey].filter(([, between]) => between.length > 1).map(([value, between]) => ({ kind, value, between }));
}
