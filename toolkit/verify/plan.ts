import { check } from './run';
import type { CheckTitle } from './result';
import type { HubService, PortalService, SiteServices } from './services';
import type { VerifySettings } from './settings';

/** A check that the site's blueprint asks for. */
export interface PlannedCheck {
  readonly title: CheckTitle;
  /** Why it is no question here; null when it is one. */
  readonly notApplicable: string | null;
}

const planned = (title: CheckTitle, notApplicable: string | null = null): PlannedCheck => ({ title, notApplicable });

/** Every check of a site, before anything is looked at: what the blueprint promises, and what is no question here. */
export function planChecks(services: SiteServices, settings: VerifySettings, recovery: boolean): readonly PlannedCheck[] {
  return [
    ...services.auths.flatMap(({ component }) => [
      planned(check('A1', `broker.${component}`, component, 'The broker answers by its own name')),
      planned(check('A8', `redirect.${component}`, component, 'The broker sends codes to no address that is not registered')),
      planned(check('A8', `default-password.${component}`, component, 'The broker’s administrator has no default password')),
    ]),
    ...services.portals.flatMap(portalChecks),
    ...services.hubs.flatMap((hub) => hubChecks(hub, services, settings)),
    ...(services.hubs.length === 0 ? [planned(check('A3', 'sessions', 'site', 'Notebooks start'), 'the site has no hub')] : []),
    ...addresses(services).map((url) =>
      planned(check('A8', `tls.${new URL(url).host}`, owner(services, url), `${new URL(url).host} has TLS that browsers trust`)),
    ),
    ...recoveryChecks(services, settings, recovery),
  ];
}

/** Addresses of all services, an origin once. */
export function addresses({ auths, hubs, portals }: SiteServices): readonly string[] {
  const all = [...auths.map((a) => a.issuer), ...hubs.map((h) => h.url), ...portals.flatMap((p) => p.url ?? [])];
  return [...new Set(all.filter((u) => URL.canParse(u)).map((u) => new URL(u).origin))];
}

function owner({ auths, hubs, portals }: SiteServices, url: string): string {
  const issuers = auths.map((a) => ({ component: a.component, url: a.issuer }));
  return [...issuers, ...hubs, ...portals].find((s) => s.url?.startsWith(url) === true)!.component;
}

function portalChecks({ component, kind, url }: PortalService): readonly PlannedCheck[] {
  const unknown = url === null ? 'the blueprint does not tell its address' : null;
  const listed = {
    'landing-page': 'the landing page is public and lists no proposals; what a session sees is checked in A4',
    visa: 'VISA’s list is drawn by its own scripts in the browser, by its own interface',
    'open-ondemand': 'Open OnDemand lists jobs and files, no proposals',
    existing: 'the facility runs it; it is only linked',
  }[kind];
  const foreign = kind === 'existing' ? 'the facility runs it; it is only linked' : unknown;
  return [
    planned(check('A2', `portal.${component}`, component, 'The portal answers and links to every service'), unknown),
    planned(check('A2', `proposals.${component}`, component, 'The portal lists my proposals and only mine'), listed),
    planned(check('A8', `headers.${component}`, component, 'The portal can’t be framed by others'), foreign),
    planned(check('A9', `page.${component}`, component, 'The portal’s page can be used with a keyboard and a screen reader'), foreign),
  ];
}

function hubChecks(hub: HubService, services: SiteServices, { accounts }: VerifySettings): readonly PlannedCheck[] {
  const { component, name, profiles, mounts } = hub;
  const known = accounts.filter((a) => a.refused !== true);
  const refused = accounts.filter((a) => a.refused === true);
  const main = known[0]?.username ?? 'test-account';
  const people = known.length === 0 ? [main] : known.map((a) => a.username);
  return [
    planned(check('A3', `hub.${name}`, component, 'The hub answers')),
    planned(check('A8', `api.${name}`, component, 'The hub tells nothing to who is not logged in')),
    ...people.flatMap((p) => [
      planned(check('A1', `login.${name}.${p}`, component, `${p} logs in`)),
      planned(check('A1', `identity.${name}.${p}`, component, `${p} is the right user with the right proposals`)),
    ]),
    ...(refused.length === 0 ? ['stranger'] : refused.map((a) => a.username)).map((p) =>
      planned(check('A1', `refused.${name}.${p}`, component, `${p}, whom the facility does not know, is refused and told whom to ask`)),
    ),
    ...profiles.flatMap((profile) => {
      const id = `${name}.${profile.name}`;
      return [
        planned(check('A3', `spawn.${id}`, component, `A notebook starts in profile '${profile.name}'`)),
        planned(check('A3', `execute.${id}`, component, `It computes in profile '${profile.name}'`)),
        planned(check('A4', `ids.${id}`, component, `It runs as the user that the files belong to, in profile '${profile.name}'`)),
        planned(check('A8', `isolation.${id}`, component, `It has no power over its machine, in profile '${profile.name}'`)),
        ...(profile.queue === null
          ? []
          : [planned(check('A6', `batch.${id}`, component, `A job goes through queue '${profile.queue}' and comes back`))]),
        ...(profile.gpu === null
          ? []
          : [planned(check('A6', `gpu.${id}`, component, `${profile.gpu.count} × ${profile.gpu.model} can be seen`))]),
        planned(check('A3', `stop.${id}`, component, `It ends when told to, in profile '${profile.name}'`)),
      ];
    }),
    ...(profiles.every((p) => p.queue === null)
      ? [planned(check('A6', `batch.${name}`, component, 'A job goes through the scheduler'), 'its notebooks are no jobs of a scheduler')]
      : []),
    ...(profiles.every((p) => p.gpu === null)
      ? [planned(check('A6', `gpu.${name}`, component, 'GPUs can be seen'), 'no profile has a GPU')]
      : []),
    ...mounts.flatMap((m) => [
      planned(check('A4', `mount.${name}.${m.name}`, component, `${m.mountPath} is there`)),
      planned(
        m.readOnly
          ? check('A4', `read-only.${name}.${m.name}`, component, `Nothing of ${m.mountPath} can be changed`)
          : check('A4', `writable.${name}.${m.name}`, component, `${m.mountPath} can be written, as the user`),
      ),
      ...(m.perProposal ? [planned(check('A4', `own.${name}.${m.name}`, component, `${m.mountPath} shows the own proposals only`))] : []),
    ]),
    ...useCases(hub, services),
    planned(check('A3', `second.${name}`, component, 'A second server of one user is refused')),
    planned(
      check('A3', `idle.${name}`, component, 'A forgotten server ends'),
      `it would take ${hub.idleSeconds} s of waiting; the kit’s own tests end idle servers`,
    ),
    planned(check('A7', `spawn-times.${name}`, component, 'Notebooks start fast enough')),
    planned(
      check('A7', `bandwidth.${name}`, component, 'Results are written and read fast enough'),
      mounts.some((m) => !m.readOnly) ? null : 'nothing can be written',
    ),
    planned(check('A8', `metadata.${name}`, component, 'A session can’t ask the cloud for credentials')),
    planned(check('A1', `logout.${name}`, component, 'A log-out ends the session')),
  ];
}

function useCases({ component, name, examples }: HubService, { sampleData }: SiteServices): readonly PlannedCheck[] {
  if (examples.length === 0) {
    const none = 'the site offers no example of the kit; its images bring their own';
    return [planned(check('A5', `use-case.${name}`, component, 'The use cases come to their numbers'), none)];
  }
  const without = sampleData ? null : 'the kit makes no sample data at this site (SampleData)';
  return examples.map(({ notebook }) => {
    const what = notebook.replace(/\.ipynb$/, '');
    return planned(check('A5', `use-case.${name}.${what}`, component, `The ${what} use case comes to its number`), without);
  });
}

function recoveryChecks({ hubs }: SiteServices, settings: VerifySettings, wanted: boolean): readonly PlannedCheck[] {
  const backup = check('A9', 'restore', 'site', 'A backup can be restored');
  return [
    ...hubs.map(({ component, name }) => {
      const without =
        settings.recovery[component] === undefined
          ? `verify.yaml names no command that restarts ${component}`
          : wanted
            ? null
            : 'not asked for: --recovery interrupts a service';
      return planned(check('A9', `recovery.${name}`, component, 'The hub comes back, and sessions go on meanwhile'), without);
    }),
    planned(backup, 'a drill of its own, on machines beside the site: see docs/how-to/backup.md'),
  ];
}
