import type { Risk } from '../../../core/effects/risk';
import type { Difference } from '../../json';

/** A change beside resources: of providers, outputs, the state's place. */
export interface RestChange extends Difference {
  readonly risk: Risk;
  /** For people. */
  readonly sentence: string;
}

/** What it means where Terraform looks elsewhere from now on. */
export function judgeRest(difference: Difference): RestChange {
  const { path } = difference;
  const say = (risk: Risk, what: string): RestChange => ({ ...difference, risk, sentence: `${path}: ${what}` });
  if (path.startsWith('terraform.backend')) {
    return say('interrupts-users', 'the state lies elsewhere; unless it is moved there before, everything is made a second time');
  }
  if (path.startsWith('provider')) {
    return say('interrupts-users', 'Terraform looks for the resources by other settings: what it doesn’t find there it makes anew');
  }
  return path.startsWith('terraform.required') ? say('reconfigures', 'another version of the program') : say('invisible', 'changes');
}
