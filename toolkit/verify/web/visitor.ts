import { KitError } from '../../kit-error';
import { CookieJar } from './cookie-jar';
import { Page, type Form } from './page';

const HOPS = 20;
const PATIENCE_MS = 30_000;

/** A person with a browser that has no scripts: enough for log-in pages, and there on every server. */
export class Visitor {
  public readonly cookies = new CookieJar();

  /** @param patienceMs how long to wait for a page */
  constructor(public readonly patienceMs = PATIENCE_MS) {}

  /** Opens an address and follows where it leads. */
  public async open(url: string): Promise<Page> {
    return this.go(new URL(url), 'GET', undefined);
  }

  /** Sends a form with some fields filled in. */
  public async submit(form: Form, filled: Readonly<Record<string, string>>): Promise<Page> {
    const body = new URLSearchParams({ ...form.fields, ...filled });
    if (form.method === 'post') {
      return this.go(new URL(form.action), 'POST', body.toString());
    }
    const url = new URL(form.action);
    url.search = body.toString();
    return this.go(url, 'GET', undefined);
  }

  private async go(start: URL, first: string, firstBody: string | undefined): Promise<Page> {
    let url = start;
    let method = first;
    let body = firstBody;
    for (let hop = 0; hop < HOPS; hop += 1) {
      const headers = {
        accept: 'text/html',
        cookie: this.cookies.header(url),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin }),
      };
      const response = await request(url, { method, body, redirect: 'manual', headers }, this.patienceMs);
      this.cookies.take(url, response.headers.getSetCookie());
      const next = response.headers.get('location');
      if (next === null || response.status < 300 || response.status > 399) {
        return new Page(url, response.status, response.headers, await response.text());
      }
      url = new URL(next, url);
      // 307 and 308 keep what was sent; all others ask for a page.
      if (response.status !== 307 && response.status !== 308) {
        method = 'GET';
        body = undefined;
      }
    }
    throw new KitError(`${start.origin}${start.pathname} redirects without end`);
  }
}

/** `fetch` with patience that ends, and an error that says why. */
export async function request(url: URL | string, init: RequestInit = {}, patienceMs = PATIENCE_MS): Promise<Response> {
  const where = new URL(url);
  try {
    return await fetch(url, { signal: AbortSignal.timeout(patienceMs), ...init });
  } catch (error) {
    const cause = error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    // Without the query: it may hold a code or a token.
    throw new KitError(`${where.origin}${where.pathname}: ${cause}`);
  }
}
