import { KitError } from '../../kit-error';
import type { Page } from '../web/page';
import { Visitor } from '../web/visitor';

const STEPS = 8;

/** What a log-in came to. */
export type LogIn =
  | { readonly kind: 'in'; readonly visitor: Visitor; readonly page: Page }
  /** A page that doesn't lead on: mostly a refusal. `text` is what people read on it. */
  | { readonly kind: 'stopped'; readonly at: string; readonly status: number; readonly text: string };

/** How somebody logs in. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** Alias of the federation; null for an account of the broker itself. */
  readonly federation: string | null;
}

/** Goes from a service through the broker, and the federation where one is named, back to the service. */
export async function logIn(start: string, service: string, credentials: Credentials, visitor = new Visitor()): Promise<LogIn> {
  let page = await visitor.open(start);
  let typed = false;
  for (let step = 0; step < STEPS; step += 1) {
    if (page.url.href.startsWith(service)) {
      return page.status < 400 ? { kind: 'in', visitor, page } : stopped(page);
    }
    const next = await onward(visitor, page, credentials, typed);
    if (next === undefined) {
      return stopped(page);
    }
    typed = typed || next.typed;
    page = next.page;
  }
  throw new KitError(`the log-in at ${new URL(start).origin} leads through more than ${STEPS} pages`);
}

async function onward(
  visitor: Visitor,
  page: Page,
  { username, password, federation }: Credentials,
  typed: boolean,
): Promise<{ readonly page: Page; readonly typed: boolean } | undefined> {
  const relay = page.forms.find((f) => 'SAMLResponse' in f.fields || 'SAMLRequest' in f.fields);
  if (relay !== undefined) {
    return { page: await visitor.submit(relay, {}), typed: false };
  }
  const broker = federation === null ? undefined : page.links.find((l) => l.pathname.endsWith(`/broker/${federation}/login`));
  if (broker !== undefined && !typed) {
    return { page: await visitor.open(broker.href), typed: false };
  }
  const form = page.forms.find((f) => f.password !== undefined && f.username !== undefined);
  // A second log-in form means that the first was refused: a password is never typed twice, which might lock the account.
  if (form === undefined || typed) {
    return undefined;
  }
  return { page: await visitor.submit(form, { [form.username!]: username, [form.password!]: password }), typed: true };
}

function stopped(page: Page): LogIn {
  return { kind: 'stopped', at: `${page.url.origin}${page.url.pathname}`, status: page.status, text: page.text.slice(0, 1000) };
}
