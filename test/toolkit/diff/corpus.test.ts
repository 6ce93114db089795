import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { EFFECTS } from '../../../core/effects/effects';
import { atLeast, type Risk } from '../../../core/effects/risk';
import { KIT_ROOT } from '../../../core/kit';
import { FORMATS, render } from '../../../toolkit/diff/diff';
import { NOTICED_LINES, roleTasks } from '../../../toolkit/diff/judge/role-effects';
import { compareSites, type Report } from '../../../toolkit/diff/report';
import { readSites, type SiteDocument } from '../../../toolkit/stack/site-document';
import { actionsOf, readChanges, readRecords } from '../../corpus/corpus';
import { declared, flippedProps, type Flip } from './conformance';

const CHANGES = readChanges('changes');
const FLIPS = readChanges('flips');
const RECORDS = readRecords();
/** Props that can't be flipped alone, or not by a site as it is written, and why. */
const UNFLIPPED: Readonly<Record<string, string>> = {
  'auth.adminPassword': 'the same reference in every site',
  'batch.choice': 'the sites of the corpus are older than the prop',
  'cloud-machines.pool': 'changes only with machines.name',
  'kubernetes.chartMirror': 'the sites of the corpus are older than its record',
  'kubernetes.imageMirror': 'the sites of the corpus are older than its record',
  'machines.services': 'a flip only adds rules; taking a service away that the matrix names is the worse way',
  'portal.signing': 'the same reference in every site',
  'portal.url': 'no site of the corpus has a portal that exists already',
  'sample-data.examples': 'changes only with software.packages',
  'share.mountOptions': 'options of a mount of the share; no site mounts a share of its own cloud',
  'share.role': 'decides how a mount of the share is used; no site mounts a share of its own cloud',
};
let out: string;
/** DAAS_CORPUS names a folder that scripts/corpus/synthesise.mjs has filled already. */
const READY = process.env['DAAS_CORPUS'];
let base: ReadonlyMap<string, SiteDocument>;
const reports = new Map<string, Report>();
const flips: Flip[] = [];

const compare = (folder: string): Report => compareSites(base, readSites(path.join(out, folder)), []);

beforeAll(() => {
  out = READY ?? fs.mkdtempSync(path.join(os.tmpdir(), 'daas-corpus-'));
  if (READY === undefined) {
    const args = ['scripts/corpus/synthesise.mjs', out, 'test/corpus/changes', 'test/corpus/flips'];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: KIT_ROOT, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  }
  base = readSites(path.join(out, 'base'));
  for (const { name } of [...CHANGES, ...FLIPS]) {
    const [on, now] = [path.join(out, 'on', name), readSites(path.join(out, 'changes', name))];
    const old = fs.existsSync(on) ? readSites(on) : base;
    const report = compareSites(old, now, []);
    reports.set(name, report);
    for (const { site, kind, risk } of report.sites) {
      const props = kind === 'changed' ? flippedProps(old.get(site)!, now.get(site)!) : undefined;
      flips.push(...(props === undefined || props.length === 0 ? [] : [{ change: name, site, props, risk }]));
    }
  }
}, 600_000);

afterAll(() => (READY === undefined ? fs.rmSync(out, { recursive: true, force: true }) : undefined));

test('the corpus has changes of every site and every platform', () => {
  expect(CHANGES.length).toBeGreaterThanOrEqual(60);
  const touched = new Set(CHANGES.flatMap((c) => Object.keys(c.risk)));
  expect([...base.keys()].filter((site) => !touched.has(site))).toEqual([]);
  const types = [...reports.values()].flatMap((r) => r.sites.flatMap((s) => s.changes.map((c) => c.resource.type.split('_')[0]!)));
  expect([...new Set(types)].sort()).toEqual(['helm', 'kubernetes', 'openstack', 'terraform']);
});

test.each(CHANGES.map((c) => [c.name, c.risk] as const))('%s touches the sites that it should, as badly as it should', (name, risk) => {
  const found = reports.get(name)!.sites.map((s): [string, Risk] => [s.site, s.risk]);
  expect(Object.fromEntries(found)).toEqual(risk);
});

test.each(RECORDS)('$change: the tables say for $site what the providers planned, as far as that is explained', (record) => {
  const site = reports.get(record.change)!.sites.find((s) => s.site === record.site);
  const differing = Object.entries({ ...actionsOf(site!, record.types) })
    .map(([address, action]) => [address, action, record.actions[address]])
    .filter(([, tables, real]) => tables !== real);
  const missing = Object.keys(record.actions).filter((address) => actionsOf(site!, record.types)[address] === undefined);
  expect([...differing.map(([address]) => address!), ...missing].sort()).toEqual([...(record.explained?.addresses ?? [])].sort());
});

test.each(CHANGES.filter((c) => c.name.startsWith('refactoring')).map((c) => c.name))(
  '%s changes no output, so nothing is reported',
  (name) => {
    const report = reports.get(name)!;
    expect(report.sites).toEqual([]);
    expect(report.unaffected).toEqual([...base.keys()]);
  },
);

test('sites whose source is permuted are the same sites', () => {
  const { sites, unaffected } = compare('permuted');
  expect(sites.map((s) => [s.site, s.says, s.changes.map((c) => [c.resource.address, c.differences])])).toEqual([]);
  expect(unaffected).toEqual([...base.keys()]);
});

test.each(FORMATS)('a report as %s has the same bytes when base and head are permuted', (format) => {
  const turned = readSites(path.join(out, 'permuted'));
  for (const name of ['pool-renamed', 'hub-renamed', 'broker-of-all-sites', 'site-removed']) {
    const head = readSites(path.join(out, 'changes', name));
    const backwards = new Map([...head].reverse());
    expect(render(compareSites(turned, backwards, []), format)).toBe(render(reports.get(name)!, format));
  }
});

test('removing a site’s folder touches that site only', () => {
  for (const site of base.keys()) {
    const report = compare(`without/${site}`);
    expect(report.sites.map((s) => [s.site, s.kind])).toEqual([[site, 'removed']]);
    expect(report.sites[0]!.counts.delete).toBe([...base.get(site)!.resources.keys()].length);
  }
});

test('the published score is what tables and records say', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/corpus/score.mjs', out, '--check'], { cwd: KIT_ROOT, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('what the roles’ tasks restart is what the table says, and every judgement is of a line that is there', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/role-effects.mjs', '--check'], { cwd: KIT_ROOT, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = Object.entries(roleTasks()).flatMap(([role, { run }]) => run.map((line) => `${role} ${line}`));
  expect(NOTICED_LINES.filter((line) => !lines.includes(line))).toEqual([]);
  expect(lines.filter((line) => !NOTICED_LINES.includes(line))).toEqual([]);
});

describe('declared effects', () => {
  const all = Object.entries(EFFECTS).flatMap(([concept, props]) => Object.keys(props).map((prop) => `${concept}.${prop}`));

  test.each(all)('%s is flipped somewhere, and the judge finds what is declared', (prop) => {
    const found = flips.filter((f) => f.props.includes(prop)).map((f) => f.risk);
    expect(found.includes(declared([prop])) || prop in UNFLIPPED ? declared([prop]) : found).toBe(declared([prop]));
  });

  test('no flip of a prop is worse than what is declared for it', () => {
    const worse = flips.filter((f) => !atLeast(declared(f.props), f.risk));
    expect(worse.map((f) => `${f.change}: ${f.site} ${f.risk}, declared is ${declared(f.props)} for ${f.props.join(', ')}`)).toEqual([]);
  });

  test('nothing is excused that the judge could have found', () => {
    const alone = flips.filter((f) => f.props.length === 1 && f.props[0]! in UNFLIPPED && f.risk === declared(f.props));
    expect(alone.concat(flips.filter((f) => f.props.every((p) => !all.includes(p))))).toEqual([]);
  });
});

test('a construct that is renamed is called so, with what it means', () => {
  const says = (name: string): readonly string[] =>
    reports
      .get(name)!
      .sites[0]!.says.filter((s) => s.concept === 'rename')
      .map((s) => s.sentence);
  expect(says('pool-renamed')).toEqual([
    expect.stringMatching(/^reconstruction → tomography is a new name: .* 'moved' would keep \d+ of them/),
  ]);
  expect(says('batch-of-hosts-renamed').concat(says('more-machines'))).toEqual([]);
});

test('a construct that is renamed and moved is what it was', () => {
  const { changes, says } = reports.get('pool-renamed-and-moved')!.sites[0]!;
  expect(changes.filter((c) => c.action === 'delete' || c.action === 'create')).toEqual([]);
  expect(says.filter((s) => s.concept === 'rename')).toEqual([]);
});
