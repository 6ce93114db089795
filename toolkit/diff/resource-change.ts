import type { Difference } from '../json';
import type { Resource } from '../stack/site-document';

/** What Terraform does with an instance of a resource. */
export type Action = 'create' | 'update' | 'replace' | 'delete';

/** What happens to one resource. */
export interface ResourceChange {
  readonly resource: Resource;
  readonly action: Action;
  /** How many instances: more than one where the site says `count`. */
  readonly instances: number;
  /** What differs in its own configuration. */
  readonly differences: readonly Difference[];
  /** Attributes that force the replacement. */
  readonly because: readonly string[];
  /** Addresses whose replacement this follows from. */
  readonly follows: readonly string[];
  /** Its attributes that refer to those. */
  readonly through: readonly string[];
  /** What it was before; undefined for a new one. */
  readonly before: Resource | undefined;
  /** Set where the same resource goes under one name and comes under another. */
  readonly renamed?: Renamed;
}

/** A resource whose construct is called otherwise now. */
export interface Renamed {
  readonly from: Resource;
  readonly to: Resource;
  /** Attributes that replace it even where Terraform is told that it moved; none: `moved` keeps it. */
  readonly replacedAnyway: readonly string[];
}
