import { Trial } from './trial';
import { Visitors } from './visitors';

/** For the tests of what one site has and others haven't: its machines, and people with browsers. */
export interface Own {
  readonly trial: Trial;
  visitors(): Visitors;
}

/**
 * Registers what is before and after such tests.
 *
 * @param person who starts a notebook in them; the nodes are small, so marie's ends before, and the person's after
 */
export function own(person: string): Own {
  const trial = Trial.open();
  let visitors: Visitors | undefined;
  beforeAll(async () => {
    visitors = await Visitors.of(trial);
    await trial.endNotebook('marie');
  }, 120_000);
  afterAll(async () => {
    await visitors?.leave();
    await trial.endNotebook(person);
  }, 60_000);
  return { trial, visitors: () => visitors! };
}
