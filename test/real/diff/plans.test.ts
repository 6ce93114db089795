import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { offlinePlanner } from '../../../toolkit/diff/plan/planner';
import { compareSites, NOT_PLANNED, type Planner } from '../../../toolkit/diff/report';
import { readSite } from '../../../toolkit/stack/site-document';
import { actionsOf, readChanges, readRecords, sorted, type PlanRecord } from '../../corpus/corpus';
import { Cloud, THERE_IS_A_CLOUD } from '../openstack/cloud';
import { Cluster, THERE_IS_A_CLUSTER } from '../kubernetes/cluster';
import { clusterTrial, RealSite, REAL_TYPES, trial } from './real-site';

/** DAAS_RECORD=1 writes what the providers say to test/corpus/recorded.json, in place of comparing it. */
const RECORD = process.env['DAAS_RECORD'] === '1';
/** DAAS_CORPUS names a folder that scripts/corpus/synthesise.mjs has filled already. */
const READY = process.env['DAAS_CORPUS'];
const CLOUDS = ['esrf', 'ill', 'xfel'];
const HOSTS = ['demo', 'psi'];
const CLUSTERS = ['alba', 'dls', 'maxiv'];
const wanted = process.env['DAAS_CORPUS_SITES']?.split(',');
const wants = (site: string): boolean => wanted === undefined || wanted.includes(site);

const FILE = path.join(KIT_ROOT, 'test/corpus/recorded.json');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-plans-'));
const corpus = READY ?? path.join(scratch, 'corpus');
const planner: Planner = offlinePlanner(scratch);
const stackOf = (folder: string, site: string): string => path.join(corpus, folder, 'stacks', `site-${site}`);

if (!THERE_IS_A_CLOUD) {
  console.warn('cloud sites are skipped: name a project that may be filled and emptied by OS_CLIENT_CONFIG_FILE and OS_CLOUD');
}

if (!THERE_IS_A_CLUSTER) {
  console.warn('sites of clusters are skipped: name a cluster that may be written to by KUBECONFIG');
}

beforeAll(() => {
  if (READY === undefined) {
    const { status } = spawnSync(process.execPath, ['scripts/corpus/synthesise.mjs', corpus], { cwd: KIT_ROOT });
    expect(status).toBe(0);
  }
}, 600_000);

afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** Changes that the site is still there after, and that touch it. */
function changesOf(site: string): readonly string[] {
  const names = readChanges('changes').filter((c) => c.risk[site] !== undefined);
  return names.map((c) => c.name).filter((name) => fs.existsSync(stackOf(`changes/${name}`, site)));
}

/** What `--plan` says of a change, by address; undefined where the providers couldn't plan. */
function offline(site: string, base: string, head: string, types: readonly string[]): Readonly<Record<string, string>> | string {
  const [old, now] = [readSite(base), readSite(head)];
  const [report] = compareSites(new Map([[site, old]]), new Map([[site, now]]), [], planner).sites;
  const failed = report?.disagreements.find((d) => d.startsWith(NOT_PLANNED));
  return failed ?? (report === undefined ? {} : actionsOf(report, types));
}

/** Compares with what was recorded, or records it. */
function settle(records: readonly PlanRecord[]): void {
  const key = (r: PlanRecord): string => `${r.change} ${r.site}`;
  const before = new Map(readRecords().map((r) => [key(r), r]));
  // What people wrote about a record stays.
  const found = records.map((r) => {
    const { unknowable, explained } = before.get(key(r)) ?? {};
    return { ...r, ...(unknowable !== undefined && { unknowable }), ...(explained !== undefined && { explained }) };
  });
  if (RECORD) {
    found.forEach((r) => before.set(key(r), r));
    const lines = [...before.keys()].sort().map((k) => JSON.stringify(before.get(k)));
    fs.writeFileSync(FILE, `[\n${lines.join(',\n')}\n]\n`);
  } else {
    expect(found).toEqual(records.map((r) => before.get(key(r))));
  }
}

/** Runs for the sites that are wanted and can be; the others are skipped by name. */
const forEach = (sites: readonly string[], can: boolean, tests: (site: string) => void): void =>
  sites.forEach((site) => (can && wants(site) ? describe : describe.skip)(`site ${site}`, () => tests(site)));

/** How a site is tried: where its resources are made, and which of them. */
interface Trial {
  readonly types: readonly string[];
  prepare(): void;
  copy(stack: string, target: string, site: string): void;
}

const ON_CLOUD: Trial = {
  types: REAL_TYPES,
  // Another entry is what one of the changes names.
  prepare: () => Cloud.for([...CLOUDS, 'ill-two']),
  copy: trial,
};
const ON_HOSTS: Trial = { ...ON_CLOUD, prepare: () => undefined };
const ON_CLUSTER: Trial = { types: [''], prepare: () => new Cluster().divideNodes(), copy: clusterTrial };

const applied =
  (how: Trial) =>
  (site: string): void => {
    let real: RealSite;
    let base: string;

    beforeAll(() => {
      how.prepare();
      base = path.join(scratch, site, 'base');
      how.copy(stackOf('base', site), base, site);
      real = new RealSite(path.join(scratch, site, 'real'));
      real.apply(base);
    }, 600_000);

    afterAll(() => real.destroy(base), 600_000);

    test('has nothing left to change', () => {
      expect(real.plan(base)).toEqual({});
    }, 120_000);

    test('every change is planned offline as it is planned with the base applied', () => {
      const records = changesOf(site).map((change): PlanRecord => {
        const head = path.join(scratch, site, change);
        how.copy(stackOf(`changes/${change}`, site), head, site);
        const [actions, plan] = [sorted(real.plan(head)), offline(site, base, head, how.types)];
        const differs = typeof plan === 'string' || JSON.stringify(sorted(plan)) !== JSON.stringify(actions);
        const record: PlanRecord = {
          change,
          site,
          types: how.types,
          actions,
          ...(differs && { plan: typeof plan === 'string' ? plan : sorted(plan) }),
        };
        if (RECORD) {
          settle([record]);
        }
        return record;
      });
      settle(records);
      const wrong = records.filter(
        (r) => r.plan !== undefined && readRecords().find((o) => o.change === r.change && o.site === site)?.unknowable === undefined,
      );
      expect(RECORD ? [] : wrong).toEqual([]);
    }, 1_200_000);
  };

forEach(CLOUDS, THERE_IS_A_CLOUD, applied(ON_CLOUD));
forEach(HOSTS, true, applied(ON_HOSTS));
forEach(CLUSTERS, THERE_IS_A_CLUSTER, applied(ON_CLUSTER));
