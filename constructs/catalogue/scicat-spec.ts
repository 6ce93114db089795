import type { SecretReference } from '../../core/secret';
import type { LoginSpec } from '../auth/auth-spec';

/** A SciCat that is deployed. Plain data. */
export interface SciCatSpec {
  /** `scicat`. */
  readonly name: string;
  readonly facility: string;
  readonly title: string;
  /** Whom users may write to. */
  readonly contact: string;
  readonly login: LoginSpec;
  /** Claim with the user's name. */
  readonly userClaim: string;
  /** Claim with the groups that datasets belong to; null when users have none, and so see public data only. */
  readonly groupsClaim: string | null;
  /** Begin of the identifiers of datasets: `20.500.12345`. */
  readonly pidPrefix: string;
  /** Begin of the DOIs of published data; null where none are given. */
  readonly doiPrefix: string | null;
  /** Groups whose members may do everything. */
  readonly adminGroups: readonly string[];
  /** Groups whose members may enter datasets and proposals. */
  readonly ingestorGroups: readonly string[];
  /** Accounts of programs, as SciCat's functionalAccounts.json; null for none. */
  readonly functionalAccounts: SecretReference | null;
  /** Volume of the database, GiB. */
  readonly volumeGibibytes: number;
}
