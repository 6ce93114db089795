import { Psi } from '../../../sites/psi/site';
import { Esrf } from '../../../sites/esrf/site';
import { App } from '../../../core/engine';
import { Blueprint } from '../../../core/blueprint';
import { Site } from '../../../core/site';
import type { SiteStack } from '../../../stacks/site-stack';
import type { BlueprintRecord } from '../../../toolkit/app/blueprint-record';
import { planChecks } from '../../../toolkit/verify/plan';
import { renderHtml } from '../../../toolkit/verify/render/html';
import { renderJunit } from '../../../toolkit/verify/render/junit';
import { renderMarkdown } from '../../../toolkit/verify/render/markdown';
import { servicesOf } from '../../../toolkit/verify/services';
import { passwordReference } from '../../../toolkit/verify/settings';
import { HEALTHY, judgeWorld, SETTINGS, withSession } from './site';

function recordOf(stack: SiteStack): BlueprintRecord {
  const { entries, flows, secrets } = Blueprint.of(stack);
  return { version: 1, site: Site.of(stack), entries, flows, secrets };
}

const psi = servicesOf(recordOf(new Psi(new App())));
const esrf = servicesOf(recordOf(new Esrf(new App())));

test('addresses of services come from what is registered at the broker', () => {
  expect(psi.hubs.map((h) => h.url)).toEqual(['https://notebooks.daas.psi.example']);
  expect(psi.portals.map((p) => [p.kind, p.url])).toEqual([['landing-page', 'https://daas.psi.example/']]);
  expect(psi.auths.map((a) => a.issuer)).toEqual(['https://login.daas.psi.example/realms/daas']);
  expect(esrf.portals.map((p) => [p.kind, p.url])).toEqual([['visa', 'https://portal.daas.esrf.example/']]);
});

test('a site has a check of every profile, queue, mount and use case, and of nothing that it lacks', () => {
  expect(planChecks(psi, SETTINGS, false).map((p) => (p.notApplicable === null ? p.title.id : `(${p.title.id}: ${p.notApplicable})`)))
    .toMatchInlineSnapshot(`
   [
     "a1.broker.Auth",
     "a8.redirect.Auth",
     "a8.default-password.Auth",
     "a2.portal.Portal",
     "(a2.proposals.Portal: the landing page is public and lists no proposals; what a session sees is checked in A4)",
     "a8.headers.Portal",
     "a9.page.Portal",
     "a3.hub.notebooks",
     "a8.api.notebooks",
     "a1.login.notebooks.marie",
     "a1.identity.notebooks.marie",
     "a1.refused.notebooks.stranger",
     "a3.spawn.notebooks.interactive",
     "a3.execute.notebooks.interactive",
     "a4.ids.notebooks.interactive",
     "a8.isolation.notebooks.interactive",
     "a6.batch.notebooks.interactive",
     "a3.stop.notebooks.interactive",
     "a3.spawn.notebooks.large",
     "a3.execute.notebooks.large",
     "a4.ids.notebooks.large",
     "a8.isolation.notebooks.large",
     "a6.batch.notebooks.large",
     "a3.stop.notebooks.large",
     "(a6.gpu.notebooks: no profile has a GPU)",
     "a4.mount.notebooks.home",
     "a4.writable.notebooks.home",
     "a4.mount.notebooks.raw",
     "a4.read-only.notebooks.raw",
     "a4.own.notebooks.raw",
     "(a5.use-case.notebooks.saxs: the kit makes no sample data at this site (SampleData))",
     "(a5.use-case.notebooks.tomography: the kit makes no sample data at this site (SampleData))",
     "(a5.use-case.notebooks.diffraction: the kit makes no sample data at this site (SampleData))",
     "a3.second.notebooks",
     "(a3.idle.notebooks: it would take 3600 s of waiting; the kit’s own tests end idle servers)",
     "a7.spawn-times.notebooks",
     "a7.bandwidth.notebooks",
     "a8.metadata.notebooks",
     "a1.logout.notebooks",
     "a8.tls.login.daas.psi.example",
     "a8.tls.notebooks.daas.psi.example",
     "a8.tls.daas.psi.example",
     "(a9.recovery.notebooks: verify.yaml names no command that restarts Notebooks)",
     "(a9.restore: a drill of its own, on machines beside the site: see docs/how-to/backup.md)",
   ]
  `);
});

test('a site without hub says so, instead of passing with nothing', () => {
  const checks = planChecks({ ...esrf, hubs: [] }, SETTINGS, false);
  expect(checks.find((c) => c.title.id === 'a3.sessions')?.notApplicable).toBe('the site has no hub');
});

test('ids of checks are given once', () => {
  const ids = planChecks(psi, SETTINGS, true).map((p) => p.title.id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('fails when a password names no place', () => {
  expect(() => passwordReference({ username: 'marie', password: {} })).toThrow(/password of marie names no place/);
  expect(passwordReference({ username: 'marie', password: { env: 'MARIE' } })).toEqual({ store: 'env', variable: 'MARIE' });
});

describe('the results', () => {
  const results = judgeWorld(withSession({ gpus: [], host: 'a<b>|c' }));
  const run = { version: 1, site: 'site', facility: 'Site & Co', started: '2026-11-01T12:00:00.000Z', seconds: 1, results } as const;
  test('count in JUnit: what could not be judged is an error, what does not apply is skipped', () => {
    const xml = renderJunit(run);
    const count = (text: string) => xml.split(text).length - 1;
    expect(count('<failure ')).toBe(1);
    expect(count('<error ')).toBe(results.filter((r) => r.status === 'blocked').length);
    expect(count('<skipped ')).toBe(results.filter((r) => r.status === 'not-applicable').length);
    expect(count('<testcase ')).toBe(results.length);
  });
  test('name component, evidence and next step of a failure, in Markdown and HTML', () => {
    for (const text of [renderMarkdown(run), renderHtml(run)]) {
      expect(text).toMatch(/FAILED.*Notebooks/s);
      expect(text).toContain('nvidia-smi lists no GPU; 1 × A40 promised');
      expect(text).toContain('look at the driver of the nodes');
    }
  });
  test('can hold no markup', () => {
    const html = renderHtml({ ...run, results: [{ ...results[0]!, evidence: '<script>x</script>' }] });
    expect(html).not.toContain('<script>');
    expect(renderMarkdown({ ...run, results: [{ ...results[0]!, evidence: 'a | <b>' }] })).toContain('a \\| \\<b\\>');
  });
  test('of a facility where all is right say nothing is to do', () => {
    const good = judgeWorld(HEALTHY).filter((r) => r.status !== 'blocked');
    expect(renderHtml({ ...run, results: good })).not.toContain('id="to-do"');
  });
});
