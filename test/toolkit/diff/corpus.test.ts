import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { Risk } from '../../../core/effects/risk';
import { KIT_ROOT } from '../../../core/kit';
import { FORMATS, render } from '../../../toolkit/diff/diff';
import { compareSites, type Report } from '../../../toolkit/diff/report';
import { readSites, type SiteDocument } from '../../../toolkit/stack/site-document';
import { actionsOf, readChanges, readRecords } from '../../corpus/corpus';

const CHANGES = readChanges('changes');
const RECORDS = readRecords();
let out: string;
let base: ReadonlyMap<string, SiteDocument>;
const reports = new Map<string, Report>();

const compare = (folder: string): Report => compareSites(base, readSites(path.join(out, folder)), []);

beforeAll(() => {
  out = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-corpus-'));
  const { status, stderr } = spawnSync(process.execPath, ['scripts/corpus/synthesise.mjs', out], { cwd: KIT_ROOT, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  base = readSites(path.join(out, 'base'));
  CHANGES.forEach(({ name }) => reports.set(name, compare(`changes/${name}`)));
}, 600_000);

afterAll(() => fs.rmSync(out, { recursive: true, force: true }));

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

test.each(CHANGES.filter((c) => c.name.startsWith('refactoring')).map((c) => c.name))('%s changes no output, so nothing is reported', (name) => {
  const report = reports.get(name)!;
  expect(report.sites).toEqual([]);
  expect(report.unaffected).toEqual([...base.keys()]);
});

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

test('a construct that is renamed is called so, with what it means', () => {
  const says = (name: string): readonly string[] =>
    reports.get(name)!.sites[0]!.says.filter((s) => s.concept === 'rename').map((s) => s.sentence);
  expect(says('pool-renamed')).toEqual([expect.stringMatching(/^Reconstruction → Tomography is a new name: .* 'moved' keeps \d+ of them/)]);
  expect(says('batch-of-hosts-renamed').concat(says('more-machines'))).toEqual([]);
});

test('a construct that is renamed and moved is what it was', () => {
  const { changes, says } = reports.get('pool-renamed-and-moved')!.sites[0]!;
  expect(changes.filter((c) => c.action === 'delete' || c.action === 'create')).toEqual([]);
  expect(says.filter((s) => s.concept === 'rename')).toEqual([]);
});
