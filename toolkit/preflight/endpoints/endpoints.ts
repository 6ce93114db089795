import { promises as dns } from 'dns';
import type { SiteDocument } from '../../stack/site-document';
import type { Tell } from '../look';
import { together, type Found } from '../problem';
import { checkCertificates } from './check-certificates';
import { checkNames } from './check-names';
import { entryPoints } from './entry-points';
import { trustedRoots } from './trusted-roots';

/** Names and certificates of the addresses that users open. */
export async function lookAtEndpoints(document: Pick<SiteDocument, 'resources' | 'blueprint' | 'rest'>, tell: Tell): Promise<Found> {
  const entry = entryPoints(document);
  if (entry.points.length === 0 && entry.given.length === 0) {
    return { problems: [], notes: [] };
  }
  tell('entry points: names and certificates');
  const names = await checkNames(entry.points, new dns.Resolver({ timeout: 3000, tries: 2 }));
  const certificates = await checkCertificates(entry, names.addresses, new Date(), trustedRoots());
  return together([names, certificates]);
}
