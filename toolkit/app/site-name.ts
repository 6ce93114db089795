import { nearest } from '../../core/nearest';
import { KitError } from '../kit-error';

/** The site's name, with or without `site-`; fails with the nearest one. */
export function siteName(given: string, names: readonly string[]): string {
  const name = given.replace(/^site-/, '');
  if (names.includes(name)) {
    return name;
  }
  const near = nearest(name, names);
  throw new KitError(`there is no site '${given}'${near === undefined ? '' : `; did you mean '${near}'?`}`, `sites: ${names.join(', ')}`);
}
