import type { Plan } from './plan-run';
import { judgeClosedApi, judgeDefaultPassword, judgeRedirect } from './judge/security';
import { judgeHeaders, judgePage, judgePortal, judgeTls } from './judge/web';
import { addresses } from './plan';
import { failed, passed } from './result';
import type { AuthService, HubService, PortalService, SiteServices } from './services';
import type { VerifySettings } from './settings';
import { lookAtTls } from './web/certificate';
import { request, Visitor } from './web/visitor';

const LIMIT = 60;

/** What can be seen without logging in. */
export async function checkOutside(plan: Plan, services: SiteServices, settings: VerifySettings): Promise<void> {
  for (const auth of services.auths) {
    await checkBroker(plan, auth);
  }
  for (const portal of services.portals) {
    await checkPortal(plan, portal);
  }
  for (const hub of services.hubs) {
    await checkHub(plan, hub);
  }
  for (const url of addresses(services)) {
    const { protocol, hostname, port, host } = new URL(url);
    const look = async () => (protocol === 'https:' ? lookAtTls(hostname, Number(port) || 443) : null);
    await plan.check(`a8.tls.${host}`, LIMIT, look, (seen) => judgeTls(url, seen, new Date(), settings.limits.certificateDays));
  }
}

async function checkBroker(plan: Plan, { component, issuer, authorizeUrl, clientId }: AuthService): Promise<void> {
  const discover = async () => (await request(`${issuer}/.well-known/openid-configuration`)).json() as Promise<{ issuer?: string }>;
  await plan.check(`a1.broker.${component}`, LIMIT, discover, (seen) =>
    seen.issuer === issuer
      ? passed(`issuer ${issuer}`)
      : failed(`calls itself ${seen.issuer ?? 'nothing'}, must be ${issuer}`, 'the broker’s host name setting must be its public address'),
  );
  const asked = new URL(authorizeUrl);
  asked.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'https://elsewhere.example/',
  }).toString();
  await plan.check(
    `a8.redirect.${component}`,
    LIMIT,
    async () => request(asked, { redirect: 'manual' }),
    (r) => judgeRedirect(r.status, r.headers.get('location')),
  );
  const master = issuer.replace(/\/realms\/[^/]+$/, '/realms/master/protocol/openid-connect/token');
  const body = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', username: 'admin', password: 'admin' });
  await plan.check(
    `a8.default-password.${component}`,
    LIMIT,
    async () => (await request(master, { method: 'POST', body })).status,
    judgeDefaultPassword,
  );
}

async function checkPortal(plan: Plan, portal: PortalService): Promise<void> {
  const { component, url } = portal;
  if (url === null) {
    return;
  }
  const page = await plan.check(
    `a2.portal.${component}`,
    LIMIT,
    async () => new Visitor().open(url),
    (seen) => judgePortal(portal, seen),
  );
  if (page !== undefined && page.status === 200 && portal.kind !== 'existing') {
    await plan.check(`a8.headers.${component}`, LIMIT, async () => Promise.resolve(page), judgeHeaders);
    await plan.check(`a9.page.${component}`, LIMIT, async () => Promise.resolve(page), judgePage);
  }
}

async function checkHub(plan: Plan, { name, url }: HubService): Promise<void> {
  const health = async () => (await request(`${url}/hub/health`)).status;
  await plan.check(`a3.hub.${name}`, LIMIT, health, (status) =>
    status === 200
      ? passed('/hub/health answers 200')
      : failed(`/hub/health answers ${status}`, 'look at the hub’s log, then at the proxy in front'),
  );
  await plan.check(`a8.api.${name}`, LIMIT, async () => (await request(`${url}/hub/api/users`)).status, judgeClosedApi);
}
