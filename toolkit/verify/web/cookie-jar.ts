interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly secure: boolean;
  /** Also for hosts below. */
  readonly below: boolean;
}

/** What a browser keeps of a person between pages. */
export class CookieJar {
  private cookies: readonly Cookie[] = [];

  /** Takes over what an answer sets; a cookie in the past is removed. */
  public take(from: URL, setCookies: readonly string[]): void {
    for (const text of setCookies) {
      const [pair, ...attributes] = text.split(';').map((part) => part.trim());
      const at = pair!.indexOf('=');
      const options = new Map(attributes.map((a) => [a.split('=')[0]!.toLowerCase(), a.slice(a.indexOf('=') + 1)]));
      const domain = options.get('domain')?.replace(/^\./, '');
      const cookie: Cookie = {
        name: pair!.slice(0, at),
        value: pair!.slice(at + 1),
        host: domain !== undefined && within(from.hostname, domain) ? domain : from.hostname,
        path: options.get('path')?.startsWith('/') === true ? options.get('path')! : from.pathname.replace(/\/[^/]*$/, '') || '/',
        secure: options.has('secure'),
        below: domain !== undefined,
      };
      this.cookies = this.cookies.filter((c) => c.name !== cookie.name || c.host !== cookie.host || c.path !== cookie.path);
      const ends = options.get('expires');
      if (options.get('max-age') !== '0' && !(ends !== undefined && Date.parse(ends) <= Date.now())) {
        this.cookies = [...this.cookies, cookie];
      }
    }
  }

  /** The Cookie header for an address. */
  public header(url: URL): string {
    return this.matching(url)
      .map((c) => `${c.name}=${c.value}`)
      .join('; ');
  }

  /** The value that the address is sent; undefined for none. */
  public value(url: URL, name: string): string | undefined {
    return this.matching(url).find((c) => c.name === name)?.value;
  }

  /** Longest path first, as RFC 6265 wants it. */
  private matching(url: URL): readonly Cookie[] {
    const safe = url.protocol === 'https:' || isLoopback(url.hostname);
    return this.cookies
      .filter((c) => (c.below ? within(url.hostname, c.host) : url.hostname === c.host))
      .filter((c) => url.pathname === c.path || url.pathname.startsWith(c.path.replace(/\/?$/, '/')))
      .filter((c) => safe || !c.secure)
      .sort((a, b) => b.path.length - a.path.length);
  }
}

/** Whether nothing leaves the machine: browsers trust it without TLS. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || /^127\./.test(host) || host === '[::1]';
}

function within(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
