import * as fs from 'fs';
import * as path from 'path';
import {
  Auth,
  DataCatalogue,
  Environment,
  Federation,
  IdentityMap,
  Mount,
  SampleData,
  Secret,
  Size,
  Software,
  SoftwareCatalogue,
} from '../../constructs';
import type { AuthSpec } from '../../constructs/auth/auth-spec';
import type { SciCatOptions } from '../../constructs/catalogue/scicat';
import type { SciCatSpec } from '../../constructs/catalogue/scicat-spec';
import { Blueprint } from '../../core/blueprint';
import { KIT_ROOT } from '../../core/kit';
import { FakeSite, problemsOf, type FakePlatform } from '../fake-platform';

const raw = Mount.local({ role: 'raw', path: '/srv/raw' });
const named = { name: 'dials', title: 'DIALS' };
const facts = {
  name: 'DIALS',
  version: '3.24',
  useCase: 'diffraction',
  summary: 'Integrates.',
  licence: 'BSD-3-Clause',
  homepage: 'https://dials.example',
};
const dials = (environment: Environment, more = {}) => Software.installed({ ...facts, environment, ...more });
const module_ = Environment.module({ ...named, module: 'dials/3.24' });
const catalogue = (packages: readonly Software[]) => (scope: FakeSite) => new SoftwareCatalogue(scope, 'Software', { packages });

test('every kind of environment is plain data', () => {
  const image = `registry.fake.example/dials@sha256:${'0'.repeat(64)}`;
  const sources = [
    Environment.venv({ ...named, requirements: 'sites/fake/dials.txt' }),
    Environment.conda({ ...named, prefix: '/opt/conda/envs/dials' }),
    module_,
    Environment.cvmfs({ ...named, path: '/cvmfs/software.eessi.io/dials' }),
    Environment.apptainer({ ...named, image: '/apps/dials.sif' }),
    Environment.image({ ...named, image }),
  ].map((e) => e.spec);
  expect(sources.every((s) => s.name === 'dials' && s.title === 'DIALS')).toBe(true);
  expect(sources.map((s) => s.source)).toEqual([
    { kind: 'venv', requirements: 'sites/fake/dials.txt' },
    { kind: 'conda', prefix: '/opt/conda/envs/dials' },
    { kind: 'module', module: 'dials/3.24' },
    { kind: 'cvmfs', path: '/cvmfs/software.eessi.io/dials' },
    { kind: 'apptainer', image: '/apps/dials.sif' },
    { kind: 'image', image },
  ]);
});

test.each([
  [Software.pyFai(), 'pyFAI', 'SAXS'],
  [Software.algotom(), 'Algotom', 'Tomography'],
  [Software.gemmi(), 'gemmi', 'Diffraction'],
])('the use case %# is complete: locked environment, notebook and generator are in the kit', ({ spec }, name, useCase) => {
  expect(spec.name.toLowerCase()).toContain(name.toLowerCase());
  expect(spec.useCase).toBe(useCase);
  expect(spec.homepage).toMatch(/^https:/);
  expect(spec.catalogueUrl).toMatch(/^https:\/\/software\.pan-data\.eu\//);
  const { example, environment } = spec;
  const files = [`${example!.folder}/${example!.notebook}`, `${example!.folder}/${example!.generator}`];
  [...files, (environment.source as { requirements: string }).requirements].forEach((file) =>
    expect(fs.existsSync(path.join(KIT_ROOT, file))).toBe(true),
  );
});

test('a package of the field is known by all but its place and version', () => {
  const { spec } = Software.known('dials', { version: '3.24', environment: module_ });
  expect(spec).toMatchObject({ name: 'DIALS', version: '3.24', licence: 'BSD-3-Clause', useCase: 'Diffraction', example: null });
  expect(spec.environment).toEqual(module_.spec);
  expect(spec.homepage).toMatch(/^https:/);
});

test('a catalogue lists its packages, and every environment once', () => {
  const site = new FakeSite((scope) => {
    const made = catalogue([dials(module_), dials(module_, { name: 'XDS' }), Software.pyFai()])(scope);
    expect(made.environments).toHaveLength(2);
  });
  expect(site.problems).toEqual([]);
  expect((site.recorded('Software') as { packages: unknown[] }).packages[0]).toEqual({
    ...facts,
    catalogueUrl: 'https://software.pan-data.eu/',
    environment: module_.spec,
    example: null,
  });
});

const image = (name: string) => dials(Environment.image({ ...named, image: name }));

test.each([
  ['SoftwareNameTwice', 'packages[1].name', [dials(module_), dials(module_)]],
  ['SoftwareNameInvalid', 'packages[0].environment.name', [dials(Environment.module({ ...named, name: 'DIALS 3', module: 'm' }))]],
  ['SoftwareUrlNotHttps', 'packages[0].homepage', [dials(module_, { homepage: 'http://dials.example' })]],
  ['SoftwareUrlInvalid', 'packages[0].homepage', [dials(module_, { homepage: 'dials' })]],
  ['SoftwareImageNotPinned', 'packages[0].environment.image', [image('registry.fake.example/dials:latest')]],
  ['SoftwareImageNotPinned', 'packages[0].environment.image', [image('registry.fake.example/dials')]],
  ['SoftwareImageNotPinned', 'packages[0].environment.image', [image('registry.fake.example:5000/dials')]],
  [
    'SoftwareRequirementsMissing',
    'packages[0].environment.requirements',
    [dials(Environment.venv({ ...named, requirements: 'none.txt' }))],
  ],
])('fails with %s at %s (%#)', (code, prop, packages) => {
  expect(problemsOf(catalogue(packages))).toEqual([{ code, prop, construct: 'site-fake/Software', message: expect.any(String) }]);
});

test.each(['registry.fake.example/dials:3.24', 'dials:3.24-rc.1', `dials@sha256:${'a'.repeat(64)}`])('the image %s is pinned', (name) => {
  expect(problemsOf(catalogue([image(name)]))).toEqual([]);
});

describe('sample data', () => {
  const make = (scope: FakeSite, platform: FakePlatform, packages: readonly Software[], more: object = {}) => {
    const software = catalogue(packages)(scope);
    return new SampleData(scope, 'SampleData', { platform, raw, software, proposals: ['proposal-4711'], ...more });
  };

  test('are made for each example in its own environment, once mount and environments are there', () => {
    const site = new FakeSite((scope, platform) => make(scope, platform, [Software.pyFai(), dials(module_)]));
    const spec = {
      mount: 'raw',
      proposals: ['proposal-4711'],
      examples: [{ environment: Software.pyFai().spec.environment.name, example: Software.pyFai().spec.example }],
    };
    expect(site.problems).toEqual([]);
    expect(site.platform.given('bindSampleData')).toEqual([spec]);
    expect(site.recorded('SampleData')).toEqual(spec);
    expect(site.platform.given('bindMount')).toEqual([raw.spec]);
    expect(site.node.findChild('SampleData').node.dependencies).toContain(site.platform);
  });

  test('fails with all problems at once', () => {
    const results = Mount.local({ role: 'results', path: 'relative' });
    const found = problemsOf((scope, platform) => make(scope, platform, [], { raw: results, proposals: ['Proposal 1'] }));
    expect(found.map((p) => `${p.code} ${p.prop}`).sort()).toEqual([
      'SampleDataNameInvalid proposals[0]',
      'SampleDataNoExample software',
      'SampleDataNotRaw raw',
      'SampleDataPathInvalid raw.path',
    ]);
  });

  test.each([
    ['SampleDataMountRawWritable', 'raw.readOnly', { role: 'raw', readOnly: false }],
    ['SampleDataMountHomeShared', 'raw.mountPath', { role: 'home', mountPath: '/home' }],
    ['SampleDataMountHomePerProposal', 'raw.perProposal', { role: 'home', perProposal: true }],
    ['SampleDataMountRoleUnknown', 'raw.role', { role: 'rare' as 'raw' }],
  ] as const)('fails with %s at %s when they would go to an odd mount', (code, prop, options) => {
    const mount = Mount.local({ path: '/srv', ...options });
    const found = problemsOf((scope, platform) => make(scope, platform, [Software.pyFai()], { raw: mount }));
    expect(found).toContainEqual(expect.objectContaining({ code, prop, construct: 'site-fake/SampleData' }));
  });
});

describe('data catalogues', () => {
  test('are linked when they exist, and deployed by a platform otherwise', () => {
    const site = new FakeSite((scope) => {
      new DataCatalogue(scope, 'Icat', { kind: DataCatalogue.icat({ url: 'https://icat.fake.example', title: 'Our data' }) });
      new DataCatalogue(scope, 'Old', { kind: DataCatalogue.existingSciCat({ url: 'https://old.fake.example' }) });
    });
    expect(site.problems).toEqual([]);
    expect(site.recorded('Icat')).toEqual({ kind: 'icat', title: 'Our data', url: 'https://icat.fake.example', existing: true });
    expect(site.recorded('Old')).toEqual({ kind: 'scicat', title: 'SciCat', url: 'https://old.fake.example', existing: true });
  });

  const auth = (scope: FakeSite, platform: FakePlatform) =>
    new Auth(scope, 'Auth', {
      platform,
      contact: 'help@fake.example',
      identities: IdentityMap.fromClaims({ user: 'u', uid: 'n', gid: 'g', groups: { claim: 'proposals', pattern: '^(.+)$' } }),
      federations: [Federation.umbrella({ issuer: 'https://proxy.fake.example', clientId: 'fake', secret: Secret.env('UMBRELLA_SECRET') })],
    });
  const scicat = (options: Partial<SciCatOptions>) => (scope: FakeSite, platform: FakePlatform) => {
    const given = { platform, auth: auth(scope, platform), pidPrefix: '20.500.12345', adminGroups: ['data-office'], ...options };
    return new DataCatalogue(scope, 'SciCat', { kind: DataCatalogue.scicat(given) });
  };

  test('SciCat is deployed by a platform, as a client of the broker that knows no PKCE', () => {
    const site = new FakeSite((scope, platform) => {
      expect(scicat({ title: 'Our data' })(scope, platform).spec.url).toBe('https://sci-cat.fake.example');
    });
    expect(site.problems).toEqual([]);
    const [spec] = site.platform.given<SciCatSpec>('bindSciCat');
    const { login, ...rest } = spec!;
    expect(login).toMatchObject({ clientId: 'sci-cat', secret: { store: 'site', name: 'SCI_CAT_CLIENT_SECRET' } });
    expect(rest).toEqual({
      name: 'sci-cat',
      facility: 'Fake Light Source',
      contact: 'help@fake.example',
      title: 'Our data',
      userClaim: 'u',
      groupsClaim: 'proposals',
      pidPrefix: '20.500.12345',
      doiPrefix: null,
      adminGroups: ['data-office'],
      ingestorGroups: ['data-office'],
      functionalAccounts: null,
      volumeGibibytes: 20,
    });
    expect(site.platform.given<AuthSpec>('bindAuth')[0]!.clients).toMatchObject([
      { redirectUris: ['https://sci-cat.fake.example/api/v3/auth/oidc/callback'], withoutPkce: true },
    ]);
    const place = { kind: 'scicat', title: 'Our data', url: 'https://sci-cat.fake.example', existing: false };
    expect(site.recorded('SciCat')).toEqual({ ...place, deployment: spec });
    expect(Blueprint.of(site).flows.filter((f) => f.from === 'sci-cat' || f.to === 'sci-cat')).toEqual([
      { from: 'sci-cat', to: 'auth', port: 443, protocol: 'tcp', why: 'log-ins of the data catalogue' },
      { from: 'users', to: 'sci-cat', port: 443, protocol: 'tcp', why: 'data catalogue' },
    ]);
  });

  test('fails with everything that is wrong with a SciCat at once', () => {
    const found = problemsOf(
      scicat({ pidPrefix: 'facility', doiPrefix: 'doi', adminGroups: [], ingestorGroups: ['a, b'], volume: Size.mebibytes(0) }),
    );
    expect(found.map((p) => [p.code, p.prop])).toEqual([
      ['DataCataloguePrefix', 'kind.pidPrefix'],
      ['DataCataloguePrefix', 'kind.doiPrefix'],
      ['DataCatalogueNoAdministrator', 'kind.adminGroups'],
      ['DataCatalogueGroupInvalid', 'kind.ingestorGroups'],
      ['DataCatalogueNumberInvalid', 'kind.volume'],
    ]);
  });

  test.each([
    ['DataCatalogueUrlNotHttps', 'http://icat.fake.example'],
    ['DataCatalogueUrlInvalid', 'icat'],
  ])('fails with %s for %s', (code, url) => {
    const found = problemsOf((scope) => new DataCatalogue(scope, 'Data', { kind: DataCatalogue.icat({ url }) }));
    expect(found).toMatchObject([{ code, prop: 'kind.url', construct: 'site-fake/Data' }]);
  });
});
