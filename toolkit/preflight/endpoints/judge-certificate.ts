import type { X509Certificate } from 'crypto';
import type { Found, PreflightProblem } from '../problem';

/** Certificates as a server or a file gives them, its own first. */
export interface CertificateSeen {
  /** For people: `login.psi.example:443`, a file. */
  readonly where: string;
  readonly names: readonly string[];
  readonly chain: readonly X509Certificate[];
}

/** Fewer days left than this are told: renewals run a month before the end. */
const FEW_DAYS = 21;
const DAY_MS = 86_400_000;

/**
 * Whether browsers will accept a certificate. Pure.
 *
 * @param roots authorities that count as known; undefined where the site has one of its own
 */
export function judgeCertificate(seen: CertificateSeen, now: Date, roots: readonly X509Certificate[] | undefined): Found {
  const { where, names, chain } = seen;
  const [leaf] = chain as readonly [X509Certificate];
  const days = Math.floor((new Date(leaf.validTo).valueOf() - now.valueOf()) / DAY_MS);
  const until = new Date(leaf.validTo).toISOString().slice(0, 10);
  const foreign = names.filter((name) => leaf.checkHost(name) === undefined);
  const problems: PreflightProblem[] = [];
  if (new Date(leaf.validTo) <= now) {
    const remedy = 'renew it now, and find out why the renewal did not run';
    problems.push({ code: 'CertificateExpired', message: `the certificate of ${where} ended on ${until}`, remedy });
  }
  if (foreign.length > 0) {
    problems.push({
      code: 'CertificateName',
      message: `the certificate of ${where} is not for ${foreign.join(', ')}; it is for ${leaf.subjectAltName ?? leaf.subject}`,
      remedy: `get one whose subject alternative names have ${foreign.join(', ')}`,
    });
  }
  if (roots !== undefined && !isComplete(chain, roots)) {
    problems.push({
      code: 'CertificateChain',
      message: `the chain of ${where} ends before an authority that this machine knows: the next would be ${issuerName(last(chain))}`,
      remedy: 'append the intermediate certificates to the file; name an authority of your own in NODE_EXTRA_CA_CERTS',
    });
  }
  const few = days >= 0 && days < FEW_DAYS && problems.length === 0;
  return { problems, notes: few ? [`the certificate of ${where} ends in ${days} days (${until}): renew it`] : [] };
}

/** From the first up, each made by another of them, to one that a known authority made or that made itself. */
function isComplete(chain: readonly X509Certificate[], roots: readonly X509Certificate[]): boolean {
  let at = chain[0]!;
  for (let step = 0; step <= chain.length; step += 1) {
    const made = at;
    if (roots.some((root) => root.fingerprint256 === made.fingerprint256 || isIssuer(root, made))) {
      return true;
    }
    const next = chain.find((other) => other !== made && isIssuer(other, made));
    if (next === undefined) {
      return false;
    }
    at = next;
  }
  return false;
}

function isIssuer(issuer: X509Certificate, made: X509Certificate): boolean {
  return made.checkIssued(issuer) && made.verify(issuer.publicKey);
}

function last(chain: readonly X509Certificate[]): X509Certificate {
  return chain[chain.length - 1]!;
}

function issuerName({ issuer }: X509Certificate): string {
  return issuer.split('\n').reverse().join(', ');
}
