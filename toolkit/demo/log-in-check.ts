import { KitError } from '../kit-error';

const PATIENCE_MS = 60_000;

/** Follows the way of a user from the hub to the broker's log-in page, which must offer the federation. */
export async function canLogIn(hub: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  let last = '';
  while (Date.now() < end) {
    last = await attempt(`${hub}/hub/oauth_login?next=%2Fhub%2Fspawn`);
    if (last === '') {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new KitError(
    `everything is deployed, but log-in does not work: ${last}`,
    'logs lie in the folder log/ of the demo; run the command again to repair',
  );
}

/** Empty when the way leads to a page that offers the federation; else what was found. */
async function attempt(start: string): Promise<string> {
  try {
    const cookies = new Map<string, string>();
    let url = start;
    for (let hop = 0; hop < 10; hop += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });
      response.headers.getSetCookie().forEach((c) => cookies.set(c.split('=')[0]!, c.split(';')[0]!.slice(c.indexOf('=') + 1)));
      const next = response.headers.get('location');
      if (next === null) {
        const page = await response.text();
        return response.ok && /social-umbrella|broker\/umbrella/.test(page) ? '' : `${new URL(url).pathname} answered ${response.status}`;
      }
      url = new URL(next, url).href;
    }
    return `${start} redirects without end`;
  } catch (error) {
    return `${start}: ${error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error)}`;
  }
}
