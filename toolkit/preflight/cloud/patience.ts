import { setTimeout } from 'timers/promises';
import { KitError } from '../../kit-error';

const TRIES = 3;
const BUSY = /: (50[234]) /;

/**
 * Asks again when an API says that it is busy, and tells of each time: a cloud that answers the third time is a cloud that
 * a deployment may fail at.
 */
export async function patiently<T>(ask: () => Promise<T>, tell: (note: string) => void, pauseMilliseconds: number): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === TRIES || !(error instanceof KitError) || !BUSY.test(error.message)) {
        throw error;
      }
      tell(`${error.message} (asked again)`);
      await setTimeout(pauseMilliseconds * tries);
    }
  }
}
