import type { Check } from '../../core/check';
import { Place } from '../../core/place';

/** POSIX ids below this belong to the system; a notebook that runs as one of them could read the machine's own files. */
export const MINIMUM_UID = 1000;

/** How a list of proposals is read out of one claim. */
export interface GroupRule {
  /** The claim: `eduperson_entitlement`. */
  readonly claim: string;
  /** Regular expression with one group: the proposal's name. Values that don't match are ignored. */
  readonly pattern: string;
}

/** Claims of a log-in -> POSIX user. Plain data. */
export interface IdentitySpec {
  /** Claim with the user name. */
  readonly user: string;
  /** Claim with the numeric user id. */
  readonly uid: string;
  /** Claim with the numeric primary group id. */
  readonly gid: string;
  /** Where the proposals of a user come from; null when users have none. */
  readonly groups: GroupRule | null;
  /**
   * Claim with the numeric ids of further groups.
   *
   * @default - none; file access needs the primary group alone
   */
  readonly supplementalGids?: string;
  /** Ids below are refused. */
  readonly minimumUid: number;
}

/** Options of `IdentityMap.fromClaims`. */
export interface ClaimsOptions {
  /**
   * Claim with the local user name. Use a name that the facility gave, never `voperson_id`: a community id is no
   * POSIX name.
   *
   * @default preferred_username
   */
  readonly user?: string;
  /**
   * Claim with the numeric user id. RFC 2307 names it as directories do.
   *
   * @default uidNumber
   */
  readonly uid?: string;
  /**
   * Claim with the numeric group id.
   *
   * @default gidNumber
   */
  readonly gid?: string;
  /**
   * Claim and pattern that give the proposals.
   *
   * @default - users have no proposals, and so see no raw data
   */
  readonly groups?: GroupRule;
  /**
   * Claim with the numeric ids of further groups, for file systems that give rights to groups. A session has them where
   * nothing else looks them up: in pods.
   *
   * @default - the primary group only
   */
  readonly supplementalGids?: string;
  /**
   * Ids below are refused at log-in.
   *
   * The portal that this blueprint grew from fell back to uid 0 when its lookup failed, so there is no fall-back here,
   * and no value below 1000 is accepted.
   *
   * @default 1000
   */
  readonly minimumUid?: number;
}

/** Options of `IdentityMap.entitlements`. */
export interface EntitlementOptions {
  /** `urn:geant:umbrella.example`. */
  readonly namespace: string;
  /** Regular expression of a proposal's group, without groups in parentheses: `proposal-[0-9]+`. */
  readonly group: string;
  /**
   * Who vouches for the membership.
   *
   * @default - the last part of the namespace
   */
  readonly authority?: string;
}

/** Turns what a federation says of a person into a user of the facility. */
export class IdentityMap {
  /** From claims of the broker's tokens. */
  public static fromClaims(options: ClaimsOptions = {}): IdentityMap {
    const { user = 'preferred_username', uid = 'uidNumber', gid = 'gidNumber', groups = null, minimumUid = MINIMUM_UID } = options;
    const { supplementalGids } = options;
    // In an order of its own: some programs get this as text.
    const rule = groups === null ? null : { claim: groups.claim, pattern: groups.pattern };
    const spec = { user, uid, gid, ...(supplementalGids !== undefined && { supplementalGids }), groups: rule, minimumUid };
    return new IdentityMap(spec, Place.here());
  }

  /**
   * Proposals that a community gives as entitlements: `<namespace>:group:<group>#<authority>` (AARC-G069). Others, such as
   * a role in the group, are ignored.
   */
  public static entitlements(options: EntitlementOptions): GroupRule {
    const { namespace, group, authority = namespace.split(':').at(-1)! } = options;
    return { claim: 'eduperson_entitlement', pattern: `^${literal(namespace)}:group:(${group})#${literal(authority)}$` };
  }

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: IdentitySpec,
    private readonly place: Place,
  ) {}

  /** Reports what can't work. Called by Auth. */
  public validate(check: Check): void {
    for (const claim of ['user', 'uid', 'gid'] as const) {
      if (this.spec[claim] === '') {
        check.report('ClaimMissing', `identities.${claim}`, 'must name a claim, got an empty string', { place: this.place });
      }
    }
    if (!Number.isInteger(this.spec.minimumUid) || this.spec.minimumUid < MINIMUM_UID) {
      check.report('UidTooLow', 'identities.minimumUid', `must be ${MINIMUM_UID} or more, got '${this.spec.minimumUid}'`, {
        place: this.place,
      });
    }
    if (this.spec.groups !== null && captureGroups(this.spec.groups.pattern) !== 1) {
      const got = `must be a regular expression with exactly one group, got '${this.spec.groups.pattern}'`;
      check.report('GroupPattern', 'identities.groups.pattern', got, { place: this.place });
    }
  }
}

/** For a regular expression: the text and nothing else. */
function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Number of groups of a pattern; -1 when it isn't one. */
function captureGroups(pattern: string): number {
  try {
    return new RegExp(`${pattern}|`).exec('')!.length - 1;
  } catch {
    return -1;
  }
}
