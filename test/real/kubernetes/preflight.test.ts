/**
 * `daas preflight` against a real API: what a cluster lacks is found, and nothing else. Nodes are made as the sites state
 * them, so only a simulation (nodes with the label type=kwok) is taken for it.
 */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App } from '../../../core/engine';
import type { ClusterNeeds } from '../../../toolkit/preflight/kubernetes/cluster-needs';
import { lookAtClusters } from '../../../toolkit/preflight/kubernetes/clusters';
import { clusterNeeds } from '../../../toolkit/preflight/kubernetes/read-needs';
import { readSite, type SiteDocument } from '../../../toolkit/stack/site-document';
import { KUBERNETES_SITES, type SiteClass } from '../../kubernetes-sites';
import { synthesised } from '../../synthesised';
import { KUBECTL, THERE_IS_A_CLUSTER } from './cluster';
import { PreparedCluster } from './prepared-cluster';

const possible = THERE_IS_A_CLUSTER && PreparedCluster.isPossible();
if (!possible) {
  process.stderr.write('skipped: KUBECONFIG names no simulated cluster\n');
}
const SECONDS = 1000;

beforeAll(() => {
  process.env['DAAS_KUBECONFIG'] = process.env['KUBECONFIG'];
  process.env['KUBECTL'] = KUBECTL;
});

function documentOf(Site: SiteClass): SiteDocument {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-preflight-'));
  fs.writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(synthesised(new Site(new App()))));
  const document = readSite(folder);
  fs.rmSync(folder, { recursive: true });
  return document;
}

(possible ? describe : describe.skip).each(KUBERNETES_SITES)('preflight of %s', (_, Site) => {
  let document: SiteDocument;
  let cluster: PreparedCluster;
  let pools: ClusterNeeds['pools'];
  let kinds: ClusterNeeds['kinds'];
  const found = async () => (await lookAtClusters(document, () => undefined)).problems;
  const codes = async () => [...new Set((await found()).map((p) => p.code))];

  beforeAll(() => {
    document = documentOf(Site);
    const [needs] = clusterNeeds(document);
    cluster = new PreparedCluster(needs!);
    ({ pools, kinds } = needs!);
    cluster.prepare();
  }, 120 * SECONDS);

  afterAll(() => cluster.end(), 120 * SECONDS);

  test('finds nothing on a cluster that has all of it', async () => {
    expect(await found()).toEqual([]);
  });

  test('fails for a storage class that is missing, and nothing else', async () => {
    cluster.setDefaultClass(false);
    try {
      expect(await found()).toMatchObject([{ code: 'StorageClassMissing', remedy: expect.stringContaining('there are: bench') as string }]);
    } finally {
      cluster.setDefaultClass(true);
    }
  });

  test('fails for a kind that is missing and that the site uses, and nothing else', async () => {
    cluster.removeIssuers();
    try {
      const missing = { code: 'KindMissing', remedy: expect.stringContaining('install cert-manager') as string };
      expect(await found()).toMatchObject(kinds.length > 0 ? [missing] : []);
    } finally {
      cluster.makeIssuers();
    }
  });

  test('fails for a node that takes no pods, and nothing else', async () => {
    cluster.cordon(pools[0]!, true);
    try {
      expect(await codes()).toEqual(['NodesMissing']);
    } finally {
      cluster.cordon(pools[0]!, false);
    }
  });

  test('fails for GPUs that are too few, where the site has any, and nothing else', async () => {
    const pool = pools.find((p) => p.gpus !== null);
    if (pool === undefined) {
      expect(pools.map((p) => p.gpus)).toEqual(pools.map(() => null));
      return;
    }
    const { resource, perNode } = pool.gpus!;
    cluster.offer(pool, resource, perNode - 1);
    try {
      // Where no other node has spare ones, the sum is short too.
      expect((await codes()).filter((code) => code !== 'ClusterShort')).toEqual(['NodeGpus']);
      expect((await found()).map((p) => p.message).join('\n')).toContain(`offers ${perNode - 1} ${resource}`);
    } finally {
      cluster.offer(pool, resource, perNode);
    }
  });
});
