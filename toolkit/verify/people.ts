import { KitError } from '../kit-error';
import { secretValue } from '../secrets/secret-value';
import type { SecretStoreSpec } from '../../core/site';
import { checkProfiles } from './inside';
import { judgeIdentity, judgeLogIn, judgeRefusal, type ExpectedIdentity } from './judge/log-in';
import { judgeLogOut, type LogOutSeen } from './judge/security';
import type { Plan } from './plan-run';
import { checkRecovery } from './recovery';
import type { HubService, SiteServices } from './services';
import { HubSession } from './session/hub-session';
import { logIn, type LogIn } from './session/log-in';
import { passwordReference, type TestAccount, type VerifySettings } from './settings';
import { request, type Visitor } from './web/visitor';

const LIMIT = 120;
/** The hub asks the broker again after a minute. */
const LOG_OUT_SECONDS = 90;
/** Longer than any run; what a crash leaves behind ends by itself. */
const TOKEN_SECONDS = 3600;

/** What people of the test accounts can do at a hub. */
export async function checkPeople(
  plan: Plan,
  hub: HubService,
  services: SiteServices,
  settings: VerifySettings,
  store: SecretStoreSpec,
): Promise<void> {
  const usable = settings.accounts.filter((a) => hasPassword(plan, hub, a, store));
  const known = usable.filter((a) => a.refused !== true);
  const enter = async (account: TestAccount): Promise<LogIn> =>
    logIn(`${hub.url}/hub/oauth_login?next=%2Fhub%2Fhome`, `${hub.url}/hub/`, {
      username: account.username,
      password: secretValue(passwordReference(account), store),
      federation: account.federation ?? null,
    });
  const contact = services.auths.find((a) => a.issuer === hub.issuer)?.contact ?? '';
  for (const account of usable.filter((a) => a.refused === true)) {
    await plan.check(
      `a1.refused.${hub.name}.${account.username}`,
      LIMIT,
      async () => enter(account),
      (seen) => judgeRefusal(seen, contact),
    );
  }
  for (const [i, account] of known.entries()) {
    const seen = await plan.check(`a1.login.${hub.name}.${account.username}`, LIMIT, async () => enter(account), judgeLogIn);
    if (seen?.kind !== 'in') {
      continue;
    }
    const expected = expectedOf(account);
    const look = async () => HubSession.of(hub.url, seen.visitor, TOKEN_SECONDS);
    const session = await plan.check(`a1.identity.${hub.name}.${account.username}`, LIMIT, look, (s) => judgeIdentity(s, expected));
    if (session === undefined) {
      continue;
    }
    try {
      if (i === 0) {
        const foreign = known.flatMap((a) => a.proposals ?? []).filter((p) => !session.groups.includes(p));
        const looker = { hub, session, expected, foreign, limits: settings.limits };
        await checkProfiles(plan, looker, services);
        await checkRecovery(plan, looker, settings.recovery[hub.component]);
      }
    } finally {
      await session.end();
    }
    await plan.check(
      `a1.logout.${hub.name}`,
      LOG_OUT_SECONDS + LIMIT,
      async () => afterLogOut(hub, seen.visitor),
      (left) => judgeLogOut(left, LOG_OUT_SECONDS),
    );
  }
  const mine = (id: string): boolean => id.split('.').includes(hub.name);
  const [why, next] = !settings.accounts.some((a) => a.refused !== true)
    ? ['sites/NAME/verify.yaml names no test account', 'make a test account at the federation and the user office, and name it there']
    : ['it needs a check that failed or could not be done', 'mend the failures of A1 and A3 first'];
  plan.block(
    (t) => mine(t.id) && t.id.startsWith('a1.refused'),
    'verify.yaml names no account with refused: true',
    'name an account that the facility does not know',
  );
  plan.block((t) => mine(t.id), why, next);
}

/** Whether the account's password is there; without it, its checks are not judged. */
function hasPassword(plan: Plan, hub: HubService, account: TestAccount, store: SecretStoreSpec): boolean {
  try {
    return secretValue(passwordReference(account), store) !== '';
  } catch (error) {
    if (!(error instanceof KitError)) {
      throw error;
    }
    const own = (id: string): boolean => id.startsWith('a1.') && id.endsWith(`.${hub.name}.${account.username}`);
    plan.block((t) => own(t.id), error.message, `give the password of ${account.username} where verify.yaml says that it lies`);
    return false;
  }
}

function expectedOf({ username, user, uid, gid, proposals }: TestAccount): ExpectedIdentity {
  return { user: user ?? username, uid: uid ?? null, gid: gid ?? null, proposals: proposals ?? null };
}

/** Logs out, and asks the hub's API with the cookies of now and of before. */
async function afterLogOut(hub: HubService, visitor: Visitor): Promise<LogOutSeen> {
  const api = new URL(`${hub.url}/hub/api/user`);
  const ask = async (headers: Record<string, string>): Promise<number> => (await request(api, { headers })).status;
  const cookies = (): Record<string, string> => ({
    cookie: visitor.cookies.header(api),
    'x-xsrftoken': visitor.cookies.value(api, '_xsrf') ?? '',
    referer: `${hub.url}/hub/home`,
  });
  const before = cookies();
  await visitor.open(`${hub.url}/hub/logout`);
  const began = Date.now();
  const status = await ask(cookies());
  while (Date.now() - began < LOG_OUT_SECONDS * 1000) {
    if ([401, 403].includes(await ask(before))) {
      return { status, copiedSeconds: (Date.now() - began) / 1000 };
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  return { status, copiedSeconds: null };
}
