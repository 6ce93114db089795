/**
 * A site that `daas new` begins from the dump of a cluster, as it is written: looked at by preflight, applied, and removed
 * again, on a simulated cluster that has what the dump says.
 */
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { lookAtClusters } from '../../../toolkit/preflight/kubernetes/clusters';
import { clusterNeeds } from '../../../toolkit/preflight/kubernetes/read-needs';
import { KUBERNETES_SITES, type SiteClass } from '../../kubernetes-sites';
import { beginSite, forgetSite } from '../begun-site';
import { Cluster, KUBECTL, THERE_IS_A_CLUSTER } from './cluster';
import { Deployment } from './deployment';
import { PreparedCluster } from './prepared-cluster';

const SECONDS = 1000;
const SITE = 'begun-cluster';
const possible = THERE_IS_A_CLUSTER && PreparedCluster.isPossible();
const missing = possible ? missingProviders() : [];
if (!possible) {
  process.stderr.write('skipped: KUBECONFIG names no simulated cluster\n');
} else if (missing.length > 0) {
  process.stderr.write(`skipped: ${SITE} by Terraform: ${missing.map((p) => `no binary of ${p}`).join(', ')}\n`);
}
const byTerraform = missing.length === 0 ? test : test.skip;

(possible ? describe : describe.skip)('a site begun from the dump of a cluster', () => {
  let site: Deployment;
  let prepared: PreparedCluster;
  let before: string[];
  const cluster = new Cluster();

  beforeAll(() => {
    process.env['KUBECTL'] = KUBECTL;
    beginSite(SITE, 'kubernetes', '--archetype', 'kubernetes-hub');
    const module = jest.requireActual<Record<string, SiteClass>>(path.join(KIT_ROOT, 'sites', SITE, 'site.ts'));
    site = new Deployment(Object.values(module)[0]!);
    prepared = new PreparedCluster(clusterNeeds(site.document)[0]!);
    prepared.prepare();
    before = cluster.list();
  }, 120 * SECONDS);

  afterAll(() => {
    prepared.end();
    site.forget();
    forgetSite(SITE);
  }, 120 * SECONDS);

  test('has all that it needs, says preflight', async () => {
    expect((await lookAtClusters(site.document, () => undefined)).problems).toEqual([]);
  });

  byTerraform(
    'is applied, and has nothing left to change',
    () => {
      expect(site.terraform('init')).toMatchObject({ code: 0 });
      expect(site.terraform('apply', '-auto-approve')).toMatchObject({ code: 0 });
      expect(site.terraform('plan', '-detailed-exitcode')).toMatchObject({ code: 0 });
    },
    400 * SECONDS,
  );

  byTerraform('has every pod running, or done', () => {
    const pods = site.namespaces.flatMap((namespace) => cluster.get('pods', '-n', namespace));
    expect(pods.length).toBeGreaterThan(2);
    expect(pods.filter((pod) => !['Running', 'Succeeded'].includes(pod.status.phase as string))).toEqual([]);
  });

  byTerraform(
    'is destroyed when both keys are turned, and leaves nothing',
    () => {
      expect(site.destroyWithData()).toMatchObject({ code: 0 });
      expect(cluster.list()).toEqual(before);
    },
    400 * SECONDS,
  );

  test('is the same after a second run of daas new', () => {
    const there = (): unknown[] => fs.readdirSync(path.join(KIT_ROOT, 'sites', SITE)).sort();
    const files = there();
    expect(beginSite(SITE, 'kubernetes', '--archetype', 'kubernetes-hub')).not.toMatch(/^(written|updated|refused)/m);
    expect(there()).toEqual(files);
  });
});

/** All sites on clusters want the same ones. */
function missingProviders(): readonly string[] {
  const any = new Deployment(KUBERNETES_SITES[0]![1]);
  try {
    return any.missingProviders;
  } finally {
    any.forget();
  }
}
