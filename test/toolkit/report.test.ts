import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { BlueprintRecord } from '../../toolkit/app/blueprint-record';
import { siteView } from '../../toolkit/report/federation';
import { renderHtml } from '../../toolkit/report/render/html';
import { renderMarkdown } from '../../toolkit/report/render/markdown';
import { report } from '../../toolkit/report/report';
import { readCatalogue } from '../../toolkit/report/suitability/catalogue';
import { suitability } from '../../toolkit/report/suitability/suitability';
import { readSurvey, SURVEY_SHAPE } from '../../toolkit/report/survey';
import { checkSiteFile } from '../../toolkit/site-file/read-site-file';
import { judgeWorld, withRaw } from './verify/site';

const CLOUDS = path.join(KIT_ROOT, 'test/fixtures/clouds');
const large = readCatalogue(path.join(CLOUDS, 'large.json'));
const small = readCatalogue(path.join(CLOUDS, 'small.json'));

const entry = (concept: string, path: string, spec: object) => ({ concept, path, spec, flows: [] });
const MOUNT = { readOnly: false, source: { kind: 'nfs' } };
const record: BlueprintRecord = {
  version: 1,
  site: {
    name: 'site',
    facility: 'Site <&>',
    domain: 'daas.site.example',
    contact: 'a@site.example',
    removeDataOnDestroy: false,
    secretStore: { kind: 'sops', path: 's' },
  },
  flows: [],
  secrets: [],
  entries: [
    entry('auth', 'Auth', {
      federations: [{ alias: 'umbrella', title: 'UmbrellaID', kind: 'oidc' }],
      identities: { groups: { claim: 'x' } },
    }),
    entry('hub', 'Notebooks', {
      profiles: [{ name: 'a', gpu: null }],
      mounts: [
        { ...MOUNT, role: 'home' },
        { ...MOUNT, role: 'raw', readOnly: true },
      ],
    }),
    entry('portal', 'Portal', { administrators: [] }),
    entry('machines', 'Entry', {
      cores: 4,
      memoryMebibytes: 8192,
      gpu: null,
      volume: {},
      exposure: { kind: 'load-balancer' },
    }),
    entry('machines', 'Gpus', { cores: 16, memoryMebibytes: 65536, gpu: { model: 'A40', count: 1 }, volume: null, exposure: null }),
    entry('share', 'Results', { role: 'results' }),
  ],
};

test('a site is what it offers, and where it leaves the blueprint', () => {
  const view = siteView(record, null, null);
  expect(view.capabilities).toMatchInlineSnapshot(`
   {
     "Data catalogue": null,
     "Desktops": null,
     "GPU": "A40",
     "Home": "NFS",
     "Log-in": "UmbrellaID",
     "Notebooks": "1 profile",
     "Portal": "VISA",
     "Raw data, read-only": "NFS",
     "Results": "cloud share",
     "Runs on": "OpenStack",
     "Scheduler": null,
     "Use cases": null,
   }
  `);
  expect(view.deviations.map((d) => d.what)).toMatchInlineSnapshot(`
   [
     "not all three use cases (SAXS, tomography, diffraction)",
     "no sample data",
     "no data catalogue is linked",
   ]
  `);
});

test('clouds are held against what the sites need', () => {
  const found = suitability([record], [large, small]);
  expect(found.map((s) => [s.need, s.sites.join(), s.clouds['large'], s.clouds['small']])).toMatchInlineSnapshot(`
   [
     [
       "compute",
       "",
       "compute",
       "compute",
     ],
     [
       "network",
       "",
       "network",
       "network",
     ],
     [
       "images",
       "",
       "image",
       "image",
     ],
     [
       "volumes",
       "site",
       "volumev3",
       null,
     ],
     [
       "load balancers",
       "site",
       "load-balancer",
       null,
     ],
     [
       "file shares",
       "site",
       "sharev2",
       null,
     ],
     [
       "a share type",
       "site",
       "cephfs",
       null,
     ],
     [
       "machines of 4 cores and 8 GiB",
       "site",
       "m1.large",
       null,
     ],
     [
       "machines with A40",
       "site",
       "gpu.a40.large",
       null,
     ],
   ]
  `);
});

test('fails to take a file that is no catalogue, and says what belongs in it', () => {
  expect(() => readCatalogue(path.join(KIT_ROOT, 'package.json'))).toThrow(/no list 'flavors', 'services'/);
});

describe('a questionnaire', () => {
  const check = (text: string) => checkSiteFile('x', 'sites/x/survey.yaml', text, SURVEY_SHAPE);
  test('of every site can be read', () => {
    const sites = fs.readdirSync(path.join(KIT_ROOT, 'sites'));
    const surveys = sites.map((s) => [s, readSurvey(s)?.problems]);
    expect(surveys).toEqual(sites.map((s) => [s, []]));
  });
  test('fails with the line, what was written and what was meant', () => {
    const { data, problems } = check("state: publc\nsource: me\ndate: '2026'\nanswers:\n  infrastructur: [a]\n  effort: 3\n");
    expect(data).toBeUndefined();
    expect(problems.map((p) => [p.code, p.location, p.nearest])).toEqual([
      ['SiteFileValue', 'sites/x/survey.yaml:1:8', 'public'],
      ['SiteFileKeyUnknown', 'sites/x/survey.yaml:5:3', 'infrastructure'],
      ['SiteFileKind', 'sites/x/survey.yaml:6:11', undefined],
    ]);
  });
  test('fails when a key is missing, and when it is no YAML', () => {
    expect(check('state: public').problems.map((p) => p.code)).toEqual(['SiteFileKeyMissing', 'SiteFileKeyMissing', 'SiteFileKeyMissing']);
    expect(check('a: [').problems.map((p) => p.code)).toEqual(['SiteFileSyntax']);
  });
});

describe('the report', () => {
  const results = judgeWorld(withRaw({ attempts: [{ path: '/data/raw', error: '', uid: 1000, gid: 1000 }] }));
  const run = { version: 1, site: 'site', facility: 'Site', started: '2026-11-01T12:00:00.000Z', seconds: 1, results } as const;
  const survey = { state: 'public', source: 'a talk', date: '2020', answers: { login: ['Umbrella | LDAP'] } } as const;
  const data = report({ sites: [siteView(record, run, survey)], problems: [] }, [record], [large, small]);
  test('shows what failed, what was answered and what was not', () => {
    const text = renderMarkdown(data);
    expect(text).toContain('could be opened for writing');
    expect(text).toContain('Umbrella \\| LDAP');
    expect(text).toContain('B4 How many person-days did it take, and which skills? *not answered*');
  });
  test('is a page that loads nothing, and takes no markup from sites', () => {
    const html = renderHtml(data);
    expect(html).not.toMatch(/<script|<link|<img|https?:\/\/[^\s"]+\.(js|css)/);
    expect(html).toContain('Site &lt;&amp;&gt;');
    expect(html).not.toContain('Site <&>');
  });
});
