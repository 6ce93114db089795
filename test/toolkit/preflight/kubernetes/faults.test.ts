import type { JsonObject } from '../../../../toolkit/json';
import { judge } from '../../../../toolkit/preflight/kubernetes/clusters';
import type { ClusterNeeds } from '../../../../toolkit/preflight/kubernetes/cluster-needs';
import type { ClusterState } from '../../../../toolkit/preflight/kubernetes/cluster-state';
import { definition, HEALTHY, NEEDS, node, pod } from './cluster';

const look = (change: Partial<ClusterState>, needs: ClusterNeeds = NEEDS) => judge(needs, { ...HEALTHY, ...change }, { problems: [] });
const SIZE = { cpu: '15', memory: '61440Mi' };
const [a, b, g] = HEALTHY.nodes as [JsonObject, JsonObject, JsonObject];

test('a cluster that has all of it has no problem', () => {
  expect(look({})).toMatchObject({ problems: [], notes: [] });
});

/** What is broken, the one problem that must say so, and what it must tell. */
const FAULTS: readonly (readonly [string, Partial<ClusterState>, string, RegExp, RegExp])[] = [
  ['an old API', { version: 'v1.31.9' }, 'KubernetesTooOld', /v1\.31\.9.*1\.32 or newer/, /upgraded to 1\.32/],
  [
    'no default storage class',
    { storageClasses: [{ metadata: { name: 'fast' } }] },
    'StorageClassMissing',
    /no default.*Notebooks\/Hub/,
    /there are: fast/,
  ],
  [
    'a storage class by name',
    { storageClasses: HEALTHY.storageClasses!.slice(0, 1) },
    'StorageClassMissing',
    /'fast'.*Scicat/,
    /there are: usual/,
  ],
  [
    'a kind that nothing defines',
    { definitions: [] },
    'KindMissing',
    /no kind ClusterIssuer of cert-manager\.io\/v1/,
    /install cert-manager/,
  ],
  [
    'a kind that is there in another version',
    {
      definitions: [
        definition('cert-manager.io', 'ClusterIssuer', 'v1alpha2'),
        definition('cert-manager.io', 'ClusterIssuer', 'v1', false),
      ],
    },
    'KindMissing',
    /Portal\/Ingress/,
    /install cert-manager/,
  ],
  [
    'an issuer of another name',
    { objects: new Map([['ClusterIssuer.cert-manager.io', ['letsencrypt']]]) },
    'ObjectMissing',
    /'ca'/,
    /there are: letsencrypt/,
  ],
  [
    'another ingress class',
    { ingressClasses: [{ metadata: { name: 'traefik' } }] },
    'IngressClassMissing',
    /'nginx'/,
    /there are: traefik/,
  ],
  ['no namespace of the ingress controller', { namespaces: [] }, 'NamespaceMissing', /'ingress-nginx'/, /ingressNamespace/],
  ['a CSI driver', { csiDrivers: [] }, 'DriverMissing', /beegfs/, /Storage/],
  [
    'a node that is cordoned',
    { nodes: [a, node('b', 'sessions', SIZE, 'True', true), g] },
    'NodesMissing',
    /1 usable nodes.*states 2/,
    /daas-kit\/pool=sessions/,
  ],
  [
    'a node that is not ready',
    { nodes: [a, node('b', 'sessions', SIZE, 'Unknown'), g] },
    'NodesMissing',
    /'sessions' states 2/,
    /kubectl label node/,
  ],
  [
    'a node that is too small',
    { nodes: [a, node('b', 'sessions', { ...SIZE, cpu: '13500m' }), g] },
    'NodeSmall',
    /node b .*13\.5 cores/,
    /coresPerNode/,
  ],
  [
    'memory that the pods of others have',
    { pods: [pod('other', { memory: '179Gi' })] },
    'ClusterShort',
    /cluster memory: .* missing/,
    /add nodes/,
  ],
  [
    'cores, by the surge alone',
    { pods: [pod('other', { cpu: '44201m' })] },
    'ClusterShort',
    /cluster cpu: 800 m needed, 44201 m of 45000 m used, 1 m missing/,
    /add nodes/,
  ],
];

test.each(FAULTS)('fails for %s, by exactly that, with the right next step', (_, change, code, message, remedy) => {
  const { problems } = look(change);
  expect(problems.map((p) => p.code)).toEqual([code]);
  expect(problems[0]!.message).toMatch(message);
  expect(problems[0]!.remedy).toMatch(remedy);
});

describe('GPUs', () => {
  const few = [a, b, node('g', 'gpus', { ...SIZE, 'nvidia.com/gpu': '3' })];
  const none = [a, b, node('g', 'gpus', SIZE)];

  test('fail by one that is missing, of the node and of the sum', () => {
    const { problems } = look({ nodes: few });
    expect(problems.map((p) => p.code)).toEqual(['ClusterShort', 'NodeGpus']);
    expect(problems[1]!.message).toMatch(/node g .*offers 3 nvidia\.com\/gpu.*states 4/);
    expect(problems[1]!.remedy).toMatch(/kubectl describe node g/);
  });

  test('that pods of others have are not there', () => {
    const taken = [pod('other', { 'nvidia.com/gpu': '1' })];
    expect(look({ pods: taken }).problems.map((p) => p.message)).toEqual(['cluster nvidia.com/gpu: 4 needed, 1 of 4 used, 1 missing']);
  });

  test('can’t be told before the site’s own operator runs, and that is said', () => {
    const { problems, notes } = look({ nodes: none }, { ...NEEDS, bringsGpuOperator: true });
    expect(problems).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('the GPU operator that the site brings')]);
  });

  test('fail where nobody offers them and nothing will', () => {
    expect(look({ nodes: none }).problems.map((p) => p.code)).toEqual(['ClusterShort', 'NodeGpus']);
  });
});

test('fails with everything at once', () => {
  const problems = look({ version: 'v1.30.0', storageClasses: [], ingressClasses: [], definitions: [], nodes: [] }).problems;
  expect(new Set(problems.map((p) => p.code))).toEqual(
    new Set(['KubernetesTooOld', 'KindMissing', 'StorageClassMissing', 'IngressClassMissing', 'ClusterShort', 'NodesMissing']),
  );
});

test('what wasn’t told is not judged', () => {
  const untold = { nodes: undefined, pods: undefined, namespaces: undefined, storageClasses: undefined, csiDrivers: undefined };
  expect(look({ ...untold, ingressClasses: undefined, definitions: undefined }).problems).toEqual([]);
});

test('nodes that the site names are looked for by name', () => {
  const pools = [{ ...NEEDS.pools[0]!, nodeNames: ['b', 'c'] }];
  const { problems } = look({}, { ...NEEDS, pools });
  expect(problems.map((p) => p.message)).toEqual(["cluster has 1 usable nodes of the names b, c, and the pool 'sessions' states 2"]);
});
