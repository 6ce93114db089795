import {
  Account,
  Auth,
  BatchCluster,
  Duration,
  Environment,
  GpuPool,
  Hub,
  IdentityMap,
  Mount,
  Profile,
  Queue,
  Scheduler,
  Secret,
  Size,
  Software,
  SoftwareCatalogue,
} from '../../../constructs';
import { Blueprint } from '../../../core/blueprint';
import type { HubProps } from '../../../constructs/hub/hub';
import type { ClusterOptions } from '../../../platforms/kubernetes/cluster-options';
import { KubernetesPlatform } from '../../../platforms/kubernetes/kubernetes-platform';
import { NodePool } from '../../../platforms/kubernetes/node-pool';
import { FakeSite, problemsOf } from '../../fake-platform';
import { authOf, clusterOptions, mounts } from './fixture';

type Compose = (site: FakeSite, platform: KubernetesPlatform) => Partial<HubProps>;
const small = { cores: 1, memory: Size.gibibytes(1) };

function found(compose: Compose, options: Partial<ClusterOptions> = {}) {
  return problemsOf((site) => {
    const platform = new KubernetesPlatform(site, 'Cluster', clusterOptions(options));
    const auth = authOf(site);
    const props = compose(site, platform);
    new Hub(site, 'Notebooks', { platform, auth, mounts: mounts(), profiles: [Profile.cpu('interactive', small)], ...props });
    Blueprint.of(site).complete();
  });
}

function software(site: FakeSite, environment: Environment): SoftwareCatalogue {
  const facts = { name: 'x', version: '1', useCase: 'SAXS', summary: 'x', licence: 'MIT', homepage: 'https://x.example' };
  return new SoftwareCatalogue(site, 'Software', { packages: [Software.installed({ ...facts, environment })] });
}

const pool = (site: FakeSite, platform: KubernetesPlatform, model = 'A100', count = 8) =>
  new GpuPool(site, 'Gpus', { platform, model, count });

describe('what is written wrongly in a site', () => {
  test.each<[string, string, string, Compose, Partial<ClusterOptions>?]>([
    [
      'HubGpuUnknown',
      'a GPU that no pool has',
      'profiles[0].model',
      (s, p) => ({ gpus: [pool(s, p)], profiles: [Profile.gpu('gpu', { ...small, model: 'A10', gpus: 1 })] }),
    ],
    ['KubernetesGpuNoNodes', 'a pool of GPUs that no node has', 'model', (s, p) => ({ gpus: [pool(s, p, 'A10')] })],
    ['KubernetesGpuCount', 'a pool of more GPUs than the nodes have', 'count', (s, p) => ({ gpus: [pool(s, p, 'A100', 9)] })],
    [
      'KubernetesProfileTooLarge',
      'a profile that no node can hold',
      'profiles[0].memory',
      () => ({ profiles: [Profile.cpu('huge', { cores: 4, memory: Size.tebibytes(1) })] }),
    ],
    [
      'KubernetesProfileTooLarge',
      'a profile with more GPUs than a node has',
      'profiles[0].gpus',
      (s, p) => ({ gpus: [pool(s, p)], profiles: [Profile.gpu('gpu', { ...small, model: 'A100', gpus: 5 })] }),
    ],
    [
      'KubernetesProfileNoPool',
      'a profile without GPU where all nodes have one',
      'profiles[0]',
      () => ({}),
      {
        nodePools: [NodePool.gpus('gpus', { nodes: 1, coresPerNode: 8, memoryPerNode: Size.gibibytes(64), model: 'A100', gpusPerNode: 1 })],
      },
    ],
    [
      'HubNameTwice',
      'two profiles of one name',
      'profiles[1].name',
      () => ({ profiles: [Profile.cpu('a', small), Profile.cpu('a', small)] }),
    ],
    [
      'HubMountRawWritable',
      'raw data that can be written',
      'mounts[1].readOnly',
      () => ({ mounts: [mounts()[0]!, Mount.nfs({ role: 'raw', server: 'n.example', path: '/raw', readOnly: false })] }),
    ],
    [
      'KubernetesMountKind',
      'CephFS on a cluster that doesn’t know one',
      '',
      () => ({
        mounts: [
          mounts()[0]!,
          Mount.cephfs({ role: 'raw', monitors: ['m.example'], path: '/raw', user: 'daas', secret: Secret.env('CEPHX') }),
        ],
      }),
    ],
    [
      'KubernetesMountStateSecret',
      'a CephFS share whose key the cloud makes',
      '',
      () => {
        const secret = { store: 'state', resource: 'r.a', attribute: 'k', version: '1' } as const;
        return { mounts: [mounts()[0]!, Mount.cephfs({ role: 'raw', monitors: ['m.example'], path: '/raw', user: 'daas', secret })] };
      },
      { cephfs: { clusterId: 'facility', filesystem: 'data' } },
    ],
    [
      'KubernetesEnvironmentKind',
      'an environment that would have to be installed',
      '',
      (s) => ({ software: software(s, Environment.module({ name: 'x', title: 'X', module: 'x/1' })) }),
    ],
    [
      'KubernetesHubBatch',
      'notebooks as jobs',
      'batch',
      (site) => ({
        batch: new BatchCluster(site, 'Batch', {
          platform: site.platform,
          scheduler: Scheduler.slurm(),
          queues: [Queue.named('all', { limit: Duration.hours(24), coresPerNode: 8, memoryPerNode: Size.gibibytes(64) })],
        }),
      }),
    ],
    ['KubernetesNameTwice', 'two node pools of one name', 'nodePools[1].name', () => ({}), { nodePools: [sessions('a'), sessions('a')] }],
    ['KubernetesNumberInvalid', 'a node pool without nodes', 'nodePools[0].nodes', () => ({}), { nodePools: [sessions('a', 0)] }],
    ['KubernetesNamespacePrefix', 'a prefix that no namespace can have', 'namespacePrefix', () => ({}), { namespacePrefix: 'DaaS_' }],
    ['KubernetesImageMirror', 'a mirror of images as a URL', 'imageMirror', () => ({}), { imageMirror: 'https://registry.example' }],
    [
      'KubernetesImageDigest',
      'a digest that is none',
      'imageDigests',
      () => ({}),
      { imageDigests: { 'quay.io/jupyterhub/k8s-hub:4.4.0': '@sha256:12' } },
    ],
    [
      'KubernetesImageDigestUnused',
      'a digest of an image that nothing uses',
      'imageDigests',
      () => ({}),
      { imageDigests: { 'quay.io/jupyterhub/k8s-hub:4.3.0': `sha256:${'0'.repeat(64)}` } },
    ],
    ['KubernetesChartMirror', 'a mirror of charts without a scheme', 'chartMirror', () => ({}), { chartMirror: 'charts.example' }],
  ])('fails with %s for %s', (code, _, prop, compose, options = {}) => {
    const problems = found(compose, options);
    expect(problems.map((p) => [p.code, p.prop])).toEqual([[code, prop]]);
  });

  test('fails with KubernetesNoSessionNodes when notebooks could start nowhere', () => {
    const services = NodePool.services('services', { nodes: 3, coresPerNode: 8, memoryPerNode: Size.gibibytes(32) });
    const codes = found(() => ({}), { nodePools: [services] }).map((p) => p.code);
    expect(codes).toEqual(['KubernetesNoSessionNodes', 'KubernetesProfileNoPool']);
  });

  test('says what there is, and what was probably meant', () => {
    const [problem] = found((s, p) => ({ gpus: [pool(s, p, 'A10')] }));
    expect(problem).toMatchObject({ message: "no node pool has GPUs of model 'A10'", allowed: ['A100'], nearest: 'A100' });
    const [large] = found(() => ({ profiles: [Profile.cpu('wide', { cores: 64, memory: Size.gibibytes(1) })] }));
    expect(large!.message).toBe("wants 64, but the nearest pool 'sessions' has 32 cores a node; the session would never start");
  });

  test('is told all at once, each with its place', () => {
    const problems = new FakeSite((site) => {
      const platform = new KubernetesPlatform(site, 'Cluster', clusterOptions());
      const auth = new Auth(site, 'Auth', {
        platform,
        contact: 'help@fake.example',
        identities: IdentityMap.fromClaims({ uid: '', minimumUid: 100 }),
        accounts: [
          Account.linked({
            username: 'root',
            firstName: 'R',
            lastName: 'T',
            email: 'r@fake.example',
            uid: 0,
            gid: 21001,
            federation: 'umbrella',
            subject: 'x',
          }),
        ],
      });
      new Hub(site, 'Notebooks', {
        platform,
        auth,
        mounts: [mounts()[0]!, Mount.nfs({ role: 'raw', server: 'n.example', path: '/raw', readOnly: false })],
        gpus: [pool(site, platform)],
        profiles: [
          Profile.cpu('a', small),
          Profile.cpu('a', { ...small, queue: 'day' }),
          Profile.gpu('gpu', { ...small, model: 'A10', gpus: 1 }),
        ],
      });
      Blueprint.of(site).complete();
    }).problems;
    expect(problems.map((p) => `${p.code} ${p.construct} ${p.prop}`).sort()).toMatchInlineSnapshot(`
     [
       "AuthClaimMissing site-fake/Auth identities.uid",
       "AuthFederationUnknown site-fake/Auth accounts[0].federation",
       "AuthUidTooLow site-fake/Auth accounts[0].uidNumber",
       "AuthUidTooLow site-fake/Auth identities.minimumUid",
       "HubGpuUnknown site-fake/Notebooks profiles[2].model",
       "HubMountRawWritable site-fake/Notebooks mounts[1].readOnly",
       "HubNameTwice site-fake/Notebooks profiles[1].name",
       "HubQueueWithoutBatch site-fake/Notebooks profiles[1].queue",
     ]
    `);
    problems.forEach((p) => expect(p.location).toMatch(/^test\/platforms\/kubernetes\/problems\.test\.ts:\d+:\d+$/));
    expect(problems.find((p) => p.code === 'HubGpuUnknown')).toMatchObject({ allowed: ['A100'], nearest: 'A100' });
  });

  test('is told all at once where one mistake hides another', () => {
    const codes = found((s, p) => ({
      gpus: [pool(s, p, 'A10')],
      profiles: [Profile.cpu('a', small), Profile.cpu('a', { cores: 99, memory: Size.gibibytes(1) })],
      mounts: [Mount.nfs({ role: 'raw', server: 'n.example', path: '/raw', readOnly: false })],
    })).map((p) => p.code);
    expect(codes.sort()).toEqual(['HubMountRawWritable', 'HubNameTwice', 'HubNoHome', 'KubernetesGpuNoNodes', 'KubernetesProfileTooLarge']);
  });
});

function sessions(name: string, nodes = 1): NodePool {
  return NodePool.sessions(name, { nodes, coresPerNode: 8, memoryPerNode: Size.gibibytes(64) });
}
