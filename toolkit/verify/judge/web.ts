import { failed, notApplicable, passed, type Verdict } from '../result';
import type { PortalService } from '../services';
import type { TlsSeen } from '../web/certificate';
import { isLoopback } from '../web/cookie-jar';
import type { Page } from '../web/page';

/** Whether a service answers over TLS that browsers trust, for long enough yet. */
export function judgeTls(url: string, seen: TlsSeen | null, now: Date, minimumDays: number): Verdict {
  const { protocol, hostname } = new URL(url);
  if (seen === null || protocol !== 'https:') {
    return isLoopback(hostname)
      ? notApplicable('listens on this machine only')
      : failed(`${url} is plain HTTP`, 'give the service a certificate: passwords and data cross the network in clear');
  }
  if (seen.validTo !== '' && new Date(seen.validTo) <= now) {
    return failed(`the certificate ended on ${seen.validTo.slice(0, 10)}`, 'renew it now, and find out why the renewal did not run');
  }
  if (seen.problem !== '') {
    return failed(
      `browsers refuse it: ${seen.problem}`,
      'the chain must be complete and of an authority that browsers know (NODE_EXTRA_CA_CERTS for your own)',
    );
  }
  const days = Math.floor((new Date(seen.validTo).valueOf() - now.valueOf()) / 86_400_000);
  if (days < minimumDays) {
    return failed(`the certificate ends in ${days} days (${seen.validTo.slice(0, 10)})`, `renew it: ${minimumDays} days must be left`);
  }
  return ['TLSv1.2', 'TLSv1.3'].includes(seen.protocol)
    ? passed(`${seen.protocol}, ${days} days left, by ${seen.issuer}`)
    : failed(`negotiated ${seen.protocol}`, 'switch protocols before TLS 1.2 off');
}

/** Whether a portal shows what it has to. */
export function judgePortal(portal: PortalService, page: Page): Verdict {
  if (page.status !== 200) {
    return failed(`${page.url.pathname} answered ${page.status}`, 'look at the service’s log; its health address says whether it runs');
  }
  const links = new Set(page.links.map((l) => l.href));
  const missing = portal.links.filter((l) => !links.has(new URL(l).href));
  return missing.length === 0
    ? passed(`answers${portal.links.length === 0 ? '' : `, links to ${portal.links.length} services`}`)
    : failed(`has no link to ${missing.join(', ')}`, 'deploy the portal again: its page is older than the site');
}

/** Whether a page can't be framed, and scripts of others don't run in it. */
export function judgeHeaders(page: Page): Verdict {
  const policy = page.headers.get('content-security-policy') ?? '';
  const framed = !/frame-ancestors/.test(policy) && page.headers.get('x-frame-options') === null;
  const faults = [
    ...(framed ? ['may be framed by any site'] : []),
    ...(page.headers.get('x-content-type-options') === 'nosniff' ? [] : ['lets browsers guess types']),
  ];
  return faults.length === 0
    ? passed('not to be framed, types not guessed')
    : failed(
        faults.join('; '),
        'set Content-Security-Policy: frame-ancestors and X-Content-Type-Options at the service or the proxy in front',
      );
}

/** Whether a page can be used by everybody, as far as its text tells. */
export function judgePage(page: Page): Verdict {
  const { html } = page;
  const faults = [
    ...(/<html[^>]*\slang=/i.test(html) ? [] : ['no language is named']),
    ...(/<title>\s*\S/i.test(html) ? [] : ['no title']),
    ...((html.match(/<h1[\s>]/gi) ?? []).length === 1 ? [] : ['not one h1']),
    ...((html.match(/<img\b[^>]*>/gi) ?? []).every((i) => /\salt=/i.test(i)) ? [] : ['an image without text']),
    ...(/<meta[^>]*name=["']?viewport/i.test(html) ? [] : ['no viewport: unusable on small screens']),
  ];
  return faults.length === 0
    ? passed('language, title, heading, texts of images, viewport')
    : failed(faults.join('; '), 'people with screen readers or small screens are shut out: mend the page');
}
