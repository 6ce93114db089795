import * as fs from 'fs';
import * as path from 'path';
import { ARCHETYPE_NAMES } from '../../../toolkit/new/answers/answers';
import { newSite } from '../../../toolkit/new/new-site';
import { synthesised } from '../../synthesised';
import { badlyLaidOut, build, DUMPS, judge, scratchFolder, specsOf } from './parts';

const scratch = scratchFolder();
const sites = path.join(scratch, 'sites');
const FROM = { full: path.join(scratch, 'full'), bare: path.join(scratch, 'bare') };
const CASES = ARCHETYPE_NAMES.flatMap((archetype) =>
  (['full', 'bare'] as const).map((from) => ({ archetype, from, name: `${archetype}-${from}` })),
);

const begin = async ({ archetype, from, name }: (typeof CASES)[number]) =>
  newSite(name, { flags: { archetype, domain: 'daas.beam.example' }, from: FROM[from] }, sites);
const contents = () =>
  fs
    .readdirSync(sites, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.join(e.parentPath, e.name))
    .map((file) => [file, fs.readFileSync(file, 'utf8')]);

beforeAll(async () => {
  fs.mkdirSync(FROM.bare);
  fs.mkdirSync(FROM.full);
  for (const folder of ['slurm', 'openstack', 'kubernetes']) {
    fs.cpSync(path.join(DUMPS, folder), FROM.full, { recursive: true });
  }
  for (const each of CASES) {
    const { problems, files } = await begin(each);
    expect(problems).toEqual([]);
    expect(files.map((f) => f.state)).not.toContain('refused');
  }
}, 60_000);

afterAll(() => fs.rmSync(scratch, { recursive: true }));

test('sites of every kind compile, pass lint and are laid out as the repository’s', () => {
  expect(
    judge(
      sites,
      CASES.map((c) => c.name),
    ),
  ).toEqual([]);
  expect(badlyLaidOut(sites)).toBe('');
}, 120_000);

test.each(CASES)('$name has no problems, synthesises, and its test says what it offers', ({ name }) => {
  const site = build(sites, name);
  expect(site.problems).toEqual([]);
  const { entries } = synthesised(site)['//'].blueprint as { readonly entries: readonly { readonly concept: string }[] };
  const said = /arrayContaining\(\[([^\]]*)\]\)/.exec(fs.readFileSync(path.join(sites, name, 'site.test.ts'), 'utf8'))![1]!;
  const concepts = said.split(',').map((c) => c.replace(/['\s]/g, ''));
  expect([...new Set(entries.map((e) => e.concept))]).toEqual(expect.arrayContaining(concepts));
});

test('a second run changes no byte', async () => {
  const before = contents();
  for (const each of CASES) {
    expect(new Set((await begin(each)).files.map((f) => f.state))).toEqual(new Set(['same']));
  }
  expect(contents()).toEqual(before);
}, 60_000);

test('no secret of clouds.yaml or the kubeconfig gets into a site', () => {
  contents().forEach(([, text]) => expect(text).not.toContain('not-to-be-copied'));
});

test('each value that was found says where', () => {
  const text = (name: string) => fs.readFileSync(path.join(sites, name, 'site.ts'), 'utf8');
  expect(text('openstack-visa-full')).toMatch(
    /\/\/ Guess, from networks\.json:3: the network that leads to the outside\.\n +external: 'outside'/,
  );
  expect(text('openstack-visa-full')).toMatch(/\/\/ Guess, from clouds\.yaml:2\.\n +cloud: 'other'/);
  expect(text('openstack-visa-full')).toMatch(
    /\/\/ Guess, from dns-zones\.json:1\.\n +dns: \{ name: 'daas\.beam\.example', existing: true \}/,
  );
  expect(text('kubernetes-hub-full')).toMatch(/\/\/ Guess, from kubeconfig:9\.\n +kubeconfig: Kubeconfig\.context\('beam-daas'\)/);
  expect(text('slurm-hub-full')).toMatch(/\/\/ Guess, from slurm\.conf:9, slurm\.conf:5\.\n +Queue\.named\('day'/);
  expect(text('mixed-full')).toMatch(
    /\/\/ Guess, from slurm\.conf:3: the controller\.\n +scheduler: Scheduler\.slurm\(\{ existing: true, controller: 'ctl' \}\)/,
  );
  expect(text('single-host-full')).toMatch(/the facility’s raw is at \/gpfs\/data; a trial has a folder of its own/);
  expect(text('slurm-hub-bare')).toContain('// Guess, from nothing that was found: an example.');
});

test('GPUs that were found are offered to notebooks and desktops', () => {
  expect(specsOf(build(sites, 'kubernetes-hub-full'), 'gpu')).toMatchObject([{ model: 'A100', count: 4 }]);
  expect(specsOf(build(sites, 'slurm-hub-full'), 'hub')[0].profiles).toMatchObject([{ gpu: null }, { gpu: { model: 'A100', count: 1 } }]);
  expect(specsOf(build(sites, 'openstack-visa-full'), 'desktops')).toMatchObject([{ gpuModels: ['A16'], images: ['ubuntu-24.04-beam'] }]);
});
