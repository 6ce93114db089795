import type { LogIn } from '../session/log-in';
import { blocked, failed, passed, type Verdict } from '../result';

/** What a test account must turn out to be at this facility. */
export interface ExpectedIdentity {
  readonly user: string;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly proposals: readonly string[] | null;
}

/** Whether a test account got in. */
export function judgeLogIn(seen: LogIn): Verdict {
  if (seen.kind === 'in') {
    return passed(`reached ${seen.page.url.pathname}`);
  }
  const next = /invalid (username|user name|password)|wrong password/i.test(seen.text)
    ? 'correct the password that verify.yaml refers to, or the account at the federation'
    : 'follow the same way in a browser; the broker’s log says why it stopped (events of the realm)';
  return failed(`stopped at ${seen.at} (${seen.status}): ${seen.text.slice(0, 200)}`, next);
}

/** Whether somebody whom the facility doesn't know stayed outside, and learned whom to ask. */
export function judgeRefusal(seen: LogIn, contact: string): Verdict {
  if (seen.kind === 'in') {
    return failed(
      `got in, up to ${seen.page.url.pathname}`,
      'accounts may be made by the user office only: look for a first log-in flow of the realm that makes users',
    );
  }
  if (/invalid (username|user name|password)|wrong password/i.test(seen.text)) {
    return blocked(
      'the federation refused the password, so the facility was never asked',
      'correct the password that verify.yaml refers to',
    );
  }
  if (!seen.text.includes(contact)) {
    return failed(`refused at ${seen.at} without naming ${contact}`, 'a person who is refused has to learn whom to ask: Auth’s contact');
  }
  return passed(`refused at ${seen.at} with ${contact}`);
}

/** Whether the hub knows the person by the name and the proposals that the user office says. */
export function judgeIdentity(seen: { readonly user: string; readonly groups: readonly string[] }, expected: ExpectedIdentity): Verdict {
  if (seen.user !== expected.user) {
    return failed(`is '${seen.user}', must be '${expected.user}'`, 'compare the account’s link at the broker with the user office’s list');
  }
  const proposals = [...seen.groups].sort().join(', ');
  if (expected.proposals !== null && proposals !== [...expected.proposals].sort().join(', ')) {
    return failed(
      `has the proposals '${proposals}', must have '${[...expected.proposals].sort().join(', ')}'`,
      'look at the entitlements that the federation sends and the pattern of the site’s IdentityMap',
    );
  }
  return passed(`${seen.user}, proposals: ${proposals || 'none'}`);
}
