/** Claims of a log-in -> POSIX user, as the blueprint record of a hub has it. */
export interface IdentityRules {
  readonly user: string;
  readonly uid: string;
  readonly gid: string;
  readonly groups: { readonly claim: string; readonly pattern: string } | null;
  readonly supplementalGids?: string;
  readonly minimumUid: number;
}

/** A POSIX user as a session runs. */
export interface Identity {
  readonly user: string;
  readonly uid: number;
  readonly gid: number;
  /** Names of the proposals, sorted. */
  readonly groups: readonly string[];
  /** Numbers of further groups, sorted. */
  readonly gids: readonly number[];
}

/** Why claims make no user. */
export interface Refusal {
  /** `identity-claim-missing`: the code that the person sees at the log-in. */
  readonly code: string;
  /** The claim that is at fault. */
  readonly claim: string;
  readonly message: string;
}
