import * as fs from 'fs';
import * as path from 'path';
import { ARCHETYPE_NAMES, type Given } from '../../../toolkit/new/answers/answers';
import { newSite } from '../../../toolkit/new/new-site';
import { synthesised } from '../../synthesised';
import { badlyLaidOut, build, DUMPS, FACILITIES, judge, scratchFolder, specsOf } from './parts';

const scratch = scratchFolder();
const sites = path.join(scratch, 'sites');
const FROM = { full: path.join(scratch, 'full'), bare: path.join(scratch, 'bare') };

/** A site to begin, and what with. */
interface Case {
  readonly name: string;
  readonly flags: Given;
  readonly from: string;
}

const MADE_UP = ARCHETYPE_NAMES.flatMap((archetype) =>
  (['full', 'bare'] as const).map((from): Case => {
    return { name: `${archetype}-${from}`, flags: { archetype, domain: 'daas.beam.example' }, from: FROM[from] };
  }),
);
const RECORDED = ['openstack', 'kubernetes', 'slurm'].map((name): Case => ({ name, flags: {}, from: path.join(FACILITIES, name) }));
const CASES = [...MADE_UP, ...RECORDED];

const begin = async ({ name, flags, from }: Case) => newSite(name, { flags, from }, sites);
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
  for (const each of CASES.filter((c) => c.from !== FROM.bare)) {
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

describe('a recorded facility', () => {
  const kind = (name: string) => /the kind of site, (\S+)\.$/m.exec(fs.readFileSync(path.join(sites, name, 'site.ts'), 'utf8'))?.[1];
  const names = (items: readonly { readonly name: string }[]) => items.map((i) => i.name);

  test('with a cloud becomes a site with desktops, of flavors, GPUs and networks that the cloud has', () => {
    const site = build(sites, 'openstack');
    expect(kind('openstack')).toBe('openstack-visa');
    expect(specsOf(site, 'desktops')).toMatchObject([{ images: ['ubuntu-24.04'], gpuModels: ['H100'] }]);
    const text = fs.readFileSync(path.join(sites, 'openstack', 'site.ts'), 'utf8');
    expect([...text.matchAll(/Flavor\.existing\('([^']+)'/g)].map((m) => m[1])).toEqual([
      'm1.medium',
      'm1.large',
      'm1.xlarge',
      'g1.h100',
      'g1.vgpu',
    ]);
    expect(text).toMatch(/cloud: 'facility',[^]*external: 'public',/);
  });

  test('with a cluster becomes a site with pods on its pools, and GPUs of its nodes', () => {
    const site = build(sites, 'kubernetes');
    expect(kind('kubernetes')).toBe('kubernetes-hub');
    expect(specsOf(site, 'gpu')).toMatchObject([{ model: 'A100', count: 8 }]);
    expect(names(specsOf(site, 'hub')[0].mounts as { name: string }[])).toEqual(['home', 'raw']);
    const text = fs.readFileSync(path.join(sites, 'kubernetes', 'site.ts'), 'utf8');
    expect(text).toMatch(
      /tls: Tls\.clusterIssuer[^]*storageClasses: \{ shared: 'shared-files' \}[^]*'facility\.example\/pool': 'notebooks'/,
    );
  });

  test('with a scheduler becomes a site with its partitions, mounts and hosts', () => {
    const site = build(sites, 'slurm');
    expect(kind('slurm')).toBe('slurm-hub');
    expect(names(specsOf(site, 'batch')[0].queues as { name: string }[])).toEqual(['day', 'week', 'gpu', 'interactive']);
    expect(names(specsOf(site, 'hub')[0].mounts as { name: string }[])).toEqual(['home', 'software', 'raw', 'results']);
    expect(fs.readFileSync(path.join(sites, 'slurm', 'hosts.yml'), 'utf8')).toContain('cn[001:024].facility.example:');
  });
});
