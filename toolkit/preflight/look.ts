import type { Quota } from '../deploy/quota-usage';
import type { Found } from './problem';
import type { Sum } from './sum';

/** What a look at one of a site's platforms found. */
export interface Look extends Found {
  readonly sums: readonly Sum[];
  /** Limits and use, where they are known. */
  readonly quotas: readonly Quota[];
}

/** Told while a look goes on: what is being asked. */
export type Tell = (progress: string) => void;
