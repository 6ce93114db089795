/**
 * The sites' life with the real Terraform and the real providers: `npm run test:real -- kubernetes`. Needs a cluster
 * that may be written to (KUBECONFIG), kubectl ($KUBECTL, or the bench's), and the providers' binaries in the mirror
 * below $BENCH_HOME. Charts are those of the folder $CHARTS; others are played.
 */
import { KUBERNETES_SITES } from '../../kubernetes-sites';
import { Cluster, THERE_IS_A_CLUSTER } from './cluster';
import { Deployment } from './deployment';

const SECONDS = 1000;

describe.each(KUBERNETES_SITES)('%s by Terraform', (name, Site) => {
  const site = new Deployment(Site);
  const missing = THERE_IS_A_CLUSTER ? site.missingProviders.map((p) => `no binary of ${p}`) : ['KUBECONFIG names no cluster'];
  const cluster = new Cluster();
  const before: string[] = [];
  const step = missing.length === 0 ? test : test.skip;
  if (missing.length > 0) {
    process.stderr.write(`skipped: ${name} by Terraform: ${missing.join(', ')}\n`);
  }

  beforeAll(() => {
    if (missing.length === 0) {
      cluster.divideNodes();
      before.push(...cluster.list());
      console.log(`${name}: charts that are played: ${site.playedCharts.join(', ') || 'none'}`);
    }
  }, 60 * SECONDS);

  afterAll(() => site.forget());

  step(
    'is applied',
    () => {
      expect(site.terraform('init')).toMatchObject({ code: 0 });
      expect(site.terraform('apply', '-auto-approve')).toMatchObject({ code: 0 });
    },
    400 * SECONDS,
  );

  step(
    'has nothing left to change',
    () => {
      expect(site.terraform('plan', '-detailed-exitcode')).toMatchObject({ code: 0 });
    },
    120 * SECONDS,
  );

  step('has no secret in its state, though the cluster has', () => {
    expect(site.tells(site.state)).toBe(false);
    const values = cluster.get('secrets', '-n', site.namespaces[0]!).flatMap((s) => Object.values(s.data as Record<string, string>));
    expect(values.some((v) => site.tells(Buffer.from(v, 'base64').toString()))).toBe(true);
  });

  step('has every pod ready, or done', () => {
    const pods = site.namespaces.flatMap((namespace) => cluster.get('pods', '-n', namespace));
    const state = (pod: { status: { phase: string; conditions: { type: string; status: string }[] } }) =>
      pod.status.phase === 'Succeeded' || pod.status.conditions.some((c) => c.type === 'Ready' && c.status === 'True');
    expect(pods.filter((pod) => !state(pod))).toEqual([]);
    expect(pods.length).toBeGreaterThan(2);
  });

  step(
    'fails to be destroyed as long as users’ data are protected, and loses nothing',
    () => {
      const there = cluster.list();
      const { code, output } = site.terraform('destroy', '-auto-approve');
      expect(code).toBe(1);
      expect(site.keptData.some((address) => output.includes(address))).toBe(true);
      expect(cluster.list()).toEqual(there);
    },
    120 * SECONDS,
  );

  step(
    'is destroyed when both keys are turned, and leaves nothing',
    () => {
      expect(site.destroyWithData()).toMatchObject({ code: 0 });
      expect(cluster.list()).toEqual(before);
    },
    400 * SECONDS,
  );
});
