import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App } from '../../../core/engine';
import { KIT_ROOT } from '../../../core/kit';
import type { SiteStack } from '../../../stacks/site-stack';
import { readAnswers } from '../../../toolkit/new/answers';
import { expandHosts } from '../../../toolkit/new/host-list';
import { readMounts } from '../../../toolkit/new/mount-guess';
import { newSite } from '../../../toolkit/new/new-site';
import { gpusOf, minutesOf } from '../../../toolkit/new/queue-guess';
import { readSinfo } from '../../../toolkit/new/sinfo';
import { readSlurmConf } from '../../../toolkit/new/slurm-conf';
import { synthesised } from '../../synthesised';

const DUMP = path.join(KIT_ROOT, 'test/fixtures/dumps/slurm');
const dump = (name: string) => fs.readFileSync(path.join(DUMP, name), 'utf8');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-new-'));

afterAll(() => fs.rmSync(scratch, { recursive: true }));

describe('what Slurm writes', () => {
  test.each([
    ['90', 90],
    ['90:30', 90],
    ['08:30:00', 510],
    ['2-0', 2880],
    ['1-12:30', 2190],
    ['1-00:00:00', 1440],
    ['UNLIMITED', 10080],
    ['infinite', 10080],
  ])('the time %s is %i minutes', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });

  test.each([
    ['node', ['node']],
    ['a[1-3],b', ['a1', 'a2', 'a3', 'b']],
    ['cn[008-010,20].x', ['cn008.x', 'cn009.x', 'cn010.x', 'cn20.x']],
    ['r[1-2]n[1-2]', ['r1n1', 'r1n2', 'r2n1', 'r2n2']],
  ])('the hosts %s are each one', (list, hosts) => {
    expect(expandHosts(list)).toEqual(hosts);
  });

  test.each([
    ['(null)', null],
    ['craynetwork:4', null],
    ['gpu:2', { model: 'GPU', count: 2, resource: 'gpu' }],
    ['gpu:nvidia_a100:4(S:0-1)', { model: 'A100', count: 4, resource: 'gpu:nvidia_a100' }],
    ['shard:8,gpu:v100:1', { model: 'V100', count: 1, resource: 'gpu:v100' }],
  ])('the GPUs of %s', (gres, gpus) => {
    expect(gpusOf(gres)).toEqual(gpus);
  });

  test('slurm.conf and sinfo tell the same of the same cluster', () => {
    const values = (queues: readonly { readonly value: object }[]) => queues.map((q) => q.value);
    const conf = readSlurmConf(dump('slurm.conf'), 'slurm.conf');
    const sinfo = readSinfo(dump('sinfo.txt'), 'sinfo.txt');
    expect(values(conf.queues.slice(0, 2))).toEqual(values(sinfo.slice(0, 2)));
    expect(conf.queues[1]).toEqual({
      source: 'slurm.conf:10, slurm.conf:6',
      value: {
        name: 'gpu',
        limitMinutes: 510,
        cores: 64,
        memoryMebibytes: 515000,
        gpus: { model: 'A100', count: 4, resource: 'gpu:nvidia_a100' },
        usual: false,
      },
    });
    expect(conf.controller).toEqual({ value: 'ctl', source: 'slurm.conf:3' });
    expect(conf.nodes?.value).toEqual(['cn001', 'cn002', 'cn003', 'gpu1', 'gpu2']);
  });
});

test('mounts are read as fstab, the kernel and mount write them', () => {
  const found = (text: string) => readMounts(text, 'f').map((m) => [m.value.role, m.value.kind, m.value.point, m.source]);
  expect(found(dump('fstab'))).toEqual([['home', 'nfs', '/home', 'f:3']]);
  expect(found('server:/x /data/raw nfs ro 0 0\n#server:/y /home nfs rw 0 0')).toEqual([['raw', 'nfs', '/data/raw', 'f:1']]);
  expect(found(dump('mount.txt'))).toEqual([
    ['home', 'nfs', '/home', 'f:2'],
    ['raw', 'gpfs', '/gpfs/data', 'f:3'],
    ['results', 'lustre', '/scratch', 'f:4'],
    ['software', 'cvmfs', '/cvmfs/software.eessi.io', 'f:5'],
  ]);
});

describe('answers', () => {
  test('follow from the name where nothing else is said', () => {
    expect(readAnswers('beam', '', undefined)).toMatchObject({ archetype: 'slurm-hub', facility: 'BEAM', domain: 'daas.beam.example' });
    expect(readAnswers('beam', 'facility: Beam Line\ndomain: d.example', undefined)).toMatchObject({
      facility: 'Beam Line',
      contact: 'useroffice@d.example',
    });
  });

  test('fails for unknown ones, for code in them, and for a name that can’t be one', () => {
    expect(() => readAnswers('beam', 'facilty: x', undefined)).toThrow("did you mean 'facility'?");
    expect(() => readAnswers('beam', 'facility: "x\', y: \'"', undefined)).toThrow(/without quotes/);
    expect(() => readAnswers('beam', 'archetype: cloud', undefined)).toThrow("there is no archetype 'cloud'");
    expect(() => readAnswers('../beam', '', undefined)).toThrow(/must be lower-case/);
  });
});

describe('a new site', () => {
  const states = (files: readonly { readonly state: string }[]) => files.map((f) => f.state);
  const site = (file: string) => fs.readFileSync(path.join(scratch, 'beam', file), 'utf8');

  test('has each guess marked; a second run changes nothing, and nothing that was edited', () => {
    expect(states(newSite('beam', { from: DUMP }, scratch))).toEqual(['written', 'written', 'written']);
    expect(site('site.ts')).toMatch(
      /\/\/ Guess, from slurm\.conf:9, slurm\.conf:5\.\n +Queue\.named\('day', \{ limit: Duration\.days\(1\), coresPerNode: 32/,
    );
    expect(site('site.ts')).toMatch(/\/\/ Guess, from fstab:3: what is at \/home is home\.\n +Mount\.nfs\(/);
    expect(site('hosts.yml')).toMatch(/# Guess, from slurm\.conf:3\.\n +ctl:/);
    expect(site('README.md')).toContain('from `fstab`, `mount.txt`, `slurm.conf`');
    expect(states(newSite('beam', { from: DUMP }, scratch))).toEqual(['same', 'same', 'same']);
    fs.appendFileSync(path.join(scratch, 'beam/site.ts'), '// by hand\n');
    expect(states(newSite('beam', { from: DUMP }, scratch))).toEqual(['kept', 'same', 'same']);
    expect(site('site.ts')).toMatch(/\/\/ by hand\n$/);
  });

  test('synthesises at once, with the partitions and mounts that were found', () => {
    newSite('ready', { from: DUMP }, scratch);
    const file = path.join(scratch, 'ready/site.ts');
    const inventory = path.relative(KIT_ROOT, path.join(scratch, 'ready/hosts.yml'));
    const elsewhere = fs.readFileSync(file, 'utf8').replaceAll("'../../", `'${KIT_ROOT}/`).replace('sites/ready/hosts.yml', inventory);
    fs.writeFileSync(file, elsewhere);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- it was written just now
    const { Ready } = require(file) as { readonly Ready: new (app: App) => SiteStack };
    const site = new Ready(new App());
    expect(site.problems).toEqual([]);
    const entries = synthesised(site)['//'].blueprint.entries as readonly {
      readonly concept: string;
      readonly spec: { readonly mounts?: object[] };
    }[];
    expect(entries.map((e) => e.concept).sort()).toEqual(['auth', 'batch', 'hosts', 'hub', 'portal', 'software']);
    expect(entries.find((e) => e.concept === 'hub')?.spec.mounts).toHaveLength(4);
  });

  test('is written of nothing but examples where nothing is found', () => {
    const empty = path.join(scratch, 'empty');
    fs.mkdirSync(empty);
    newSite('bare', { from: empty }, scratch);
    const text = fs.readFileSync(path.join(scratch, 'bare/site.ts'), 'utf8');
    expect(text).toContain('// Guess, from nothing that was found: an example.');
    expect(text).toContain("Mount.local({ role: 'home', path: '/home', existing: true })");
  });

  test('fails to run what a file smuggles in: it stays text', () => {
    const folder = path.join(scratch, 'hostile');
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'mount.txt'), "nfs:/x\\'+process.exit()+' on /home type nfs (rw)\n");
    newSite('quoted', { from: folder }, scratch);
    expect(fs.readFileSync(path.join(scratch, 'quoted/site.ts'), 'utf8')).toContain(String.raw`path: "/x\\'+process.exit()+'"`);
  });

  test('takes an inventory that is there, and says what it lacks', () => {
    const folder = path.join(scratch, 'with-inventory');
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'inventory.yml'), 'all:\n  children:\n    hub:\n      hosts:\n        a:\n');
    newSite('listed', { from: folder }, scratch);
    const text = fs.readFileSync(path.join(scratch, 'listed/hosts.yml'), 'utf8');
    expect(text).toMatch(/^# Guess, from inventory\.yml: .* It lacks the groups login, compute: docs\/hosts\.md\.\nall:/);
  });

  test('fails when the folder of dumps isn’t there', () => {
    expect(() => newSite('none', { from: '/nowhere' }, scratch)).toThrow('there is no folder /nowhere');
  });
});
