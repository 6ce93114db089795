import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { Problem } from '../../core/problem';
import { daas } from './daas';

const SITES = 'test/fixtures/broken-sites';

/** What must be found in each site, and the source text that the location must point to. */
const EXPECTED: Record<string, readonly string[]> = {
  'bad-colour': ['PortalThemeColour at new Portal('],
  'bad-contact': ['SiteContact at super('],
  'bad-domain': ['SiteDomain at super('],
  'bad-names': ['AuthNameInvalid at new Auth(', 'AuthAccountName at withPassword('],
  'catalogue-by-http': ['DataCatalogueUrlNotHttps at new DataCatalogue('],
  'constructor-throws': ['SiteFailed at ['],
  'empty-claim': ['AuthClaimMissing at fromClaims('],
  'federation-twice': ['AuthNameTwice at oidc('],
  'folder-name': ['SiteName at import'],
  'gpu-without-pool': ['HubGpuUnknown at gpu('],
  'group-pattern': ['AuthGroupPattern at fromClaims('],
  'home-per-proposal': ['HubMountHomePerProposal at local('],
  'home-shared': ['HubMountHomeShared at local('],
  'image-latest': ['SoftwareImageNotPinned at installed('],
  'image-on-local': ['HostsEnvironmentKind at new Hub('],
  'mig-profile': ['GpuNumberInvalid at new GpuPool(', 'GpuMigProfile at new GpuPool('],
  'missing-prop': ['TS2345 at {', 'SiteContact at super('],
  'mistyped-prop': ['TS2561 at profils:'],
  'negative-size': ['SizeNotPositive at gibibytes('],
  'nfs-on-local': ['HostsMountKind at new Hub('],
  'no-class': ['SiteClass at import'],
  'no-home': ['HubNoHome at new Hub('],
  'no-profile': ['HubNoProfile at new Hub('],
  'no-queue': ['BatchNoQueue at new BatchCluster('],
  'no-visa-here': ['TS2739 at platform'],
  'nobody-can-log-in': ['AuthNobodyCanLogIn at new Auth('],
  'plain-http-issuer': ['AuthUrlNotHttps at umbrella('],
  'plain-ldap': ['AuthLdapNotTls at ldap('],
  'port-out-of-range': ['HostsPathInvalid at local(', 'HostsPortInvalid at local('],
  'portal-without-access': ['PortalNoAccess at new Portal('],
  'profile-name': ['HubNameInvalid at cpu(', 'HubNumberInvalid at cpu(', 'HubNumberInvalid at cpu('],
  'profile-too-large': ['HubProfileTooLarge at cpu(', 'HubProfileTooLarge at cpu('],
  'profile-twice': ['HubNameTwice at cpu('],
  'queue-without-batch': ['HubQueueWithoutBatch at cpu('],
  'raw-writable': ['HubMountRawWritable at local('],
  'relative-mount-path': ['HubPathInvalid at local(', 'HubPathInvalid at local('],
  'requirements-missing': ['SoftwareRequirementsMissing at installed('],
  'sample-data-in-results': [
    'SampleDataNotRaw at local(',
    'SampleDataNameInvalid at new SampleData(',
    'SampleDataNoExample at new SampleData(',
  ],
  'secret-name': ['SecretName at env('],
  'syntax-error': ['TS1137 at }'],
  'torque-on-slurm': ['HostsSchedulerKind at new BatchCluster('],
  'two-classes': ['SiteClass at import'],
  'uid-of-root': ['AuthUidTooLow at fromClaims(', 'AuthUidTooLow at linked(', 'AuthUidTooLow at linked('],
  'unknown-federation': ['AuthFederationUnknown at linked('],
  'unknown-gpu': ['HubGpuUnknown at gpu('],
  'unknown-queue': ['HubQueueUnknown at cpu('],
  'unused-import-too': ['TS6133 at import', 'SiteFailed at ['],
  'wrong-type': ['TS2322 at cores:', 'HubNumberInvalid at cpu('],
};

const TRACE = /^\s+at .*[:(]/m;

describe('daas validate over many broken sites', () => {
  const json = daas(['validate', '--sites', SITES, '--json']);
  const found = JSON.parse(json.stdout) as { readonly sites: readonly string[]; readonly problems: readonly Problem[] };
  const problemsOf = (site: string) => found.problems.filter((p) => p.site === site);

  test('looks at every site, however broken the others are', () => {
    expect(found.sites).toEqual(Object.keys(EXPECTED));
    expect(found.sites).toEqual(fs.readdirSync(path.join(KIT_ROOT, SITES)).filter((n) => n !== 'parts.ts'));
    expect(found.sites.length).toBeGreaterThanOrEqual(28);
  });

  test.each(Object.entries(EXPECTED))('fails for %s with what is wrong and where, and nothing else', (site, expected) => {
    expect(problemsOf(site).map((p) => `${p.code} at ${textAt(p)}`)).toEqual(expected);
  });

  test('every message is one line for people', () => {
    for (const { message } of found.problems) {
      expect(message).not.toMatch(/\n|\[object|undefined is not/);
      expect(message.length).toBeGreaterThan(10);
    }
    expect(JSON.stringify(found)).not.toMatch(/\\n\s+at /);
    expect(json.stderr).toBe('');
  });

  test('names what was probably meant', () => {
    const nearest = Object.fromEntries(found.problems.filter((p) => p.nearest !== undefined).map((p) => [p.site, p.nearest]));
    expect(nearest).toEqual({
      'mistyped-prop': 'profiles',
      'unknown-federation': 'umbrella',
      'unknown-gpu': 'A40',
      'unknown-queue': 'nice',
    });
  });

  test('fails with exit code 1', () => {
    expect(json.code).toBe(1);
  });
});

test('people get paragraphs and a count, without a trace', () => {
  const { code, stdout, stderr } = daas(['validate', 'unknown-queue', 'constructor-throws', '--sites', SITES]);
  expect(code).toBe(1);
  expect(stdout).not.toMatch(TRACE);
  expect(stderr).toBe('');
  expect(stdout).toMatchInlineSnapshot(`
   "test/fixtures/broken-sites/constructor-throws/site.ts:10:103 SiteFailed
     site-constructor-throws Cannot read properties of undefined (reading '0')

   test/fixtures/broken-sites/unknown-queue/site.ts:27:26 HubQueueUnknown
     site-unknown-queue/Notebooks profiles[0].queue: queue 'nise' is not defined
     did you mean 'nice'?
     allowed: nice, gpu

   2 problems in 2 of 2 sites
   "
  `);
});

test('fails with exit code 2 and the nearest name when there is no such site', () => {
  const { code, stdout, stderr } = daas(['validate', 'unknown-quue', '--sites', SITES]);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain("there is no site 'unknown-quue'; did you mean 'unknown-queue'?");
  expect(stderr).not.toMatch(TRACE);
});

test('the kit’s own sites have no problems', () => {
  const { code, stdout } = daas(['validate']);
  expect(stdout).toMatch(/^no problems in \d+ sites?\n$/);
  expect(code).toBe(0);
});

test.each(['test/real/hosts/sites', 'test/real/openstack/sites'])(
  'the sites that are tried on real systems, %s, have no problems',
  (sites) => {
    const { code, stdout } = daas(['validate', '--sites', sites]);
    expect(stdout).toMatch(/^no problems in \d+ sites?\n$/);
    expect(code).toBe(0);
  },
);

/** The token of the site's file that a location points to: `cpu(`, `new Hub(`. */
function textAt({ site, location }: Problem): string {
  const [, file, line, column] = /^(.*):(\d+):(\d+)$/.exec(location ?? '')!;
  expect(file).toBe(`${SITES}/${site}/site.ts`);
  const text = fs.readFileSync(path.join(KIT_ROOT, file!), 'utf8').split('\n')[Number(line) - 1]!;
  return /^(new )?[\w.]+[(:]?|^./.exec(text.slice(Number(column) - 1))![0];
}
