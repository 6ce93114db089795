import type { Risk } from '../../../core/effects/risk';
import type { Action, ResourceChange } from '../resource-change';

/** What a change of a resource means. */
export interface Judgement {
  readonly risk: Risk;
  /** For people, without the resource's name: `its disk is erased`. Empty when the action says it. */
  readonly sentence: string;
}

/** A change with what it means. */
export interface JudgedChange extends ResourceChange, Judgement {
  /** What it is: a rebuilt machine is replaced, a role that runs again changes something, whatever Terraform calls them. */
  readonly shown: Action;
}
