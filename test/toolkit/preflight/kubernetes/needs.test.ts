import type { GpuSharingSpec } from '../../../../core/gpu-sharing';
import type { JsonObject } from '../../../../toolkit/json';
import { clusterSums } from '../../../../toolkit/preflight/kubernetes/cluster-sums';
import { quantity } from '../../../../toolkit/preflight/kubernetes/quantity';
import { clusterNeeds } from '../../../../toolkit/preflight/kubernetes/read-needs';
import type { SiteDocument } from '../../../../toolkit/stack/site-document';

const pool = {
  name: 'gpus',
  nodes: 2,
  nodeNames: [],
  labels: { pool: 'gpus' },
  coresPerNode: 8,
  memoryMebibytesPerNode: 1024,
  purpose: 'sessions',
};
const record = { ingress: { className: 'nginx', namespace: 'ingress' }, nodePools: [{ ...pool, gpus: { model: 'A100', count: 4 } }] };
const slices: GpuSharingSpec = { kind: 'mig', profile: '1g.10gb', slicesPerGpu: 7 };

function site(
  resources: readonly (readonly [string, JsonObject])[],
  provider: JsonObject = { config_context: 'daas' },
  sharing: GpuSharingSpec = slices,
) {
  const own = (type: string) => (type === 'helm_release' ? 'helm.cluster' : 'kubernetes.cluster');
  const entries = [
    { concept: 'kubernetes', path: 'Cluster/Cluster', spec: record },
    { concept: 'gpu', path: 'Gpus', spec: { model: 'A100', count: 8, sharing } },
  ];
  return {
    resources: new Map(
      resources.map(([type, config], i) => [String(i), { type, construct: `C${i}`, config: { provider: own(type), ...config } }]),
    ),
    blueprint: { entries },
    rest: { provider: { kubernetes: [{ alias: 'cluster', ...provider }] } },
  } as unknown as SiteDocument;
}

const needs = (...resources: readonly (readonly [string, JsonObject])[]) => clusterNeeds(site(resources))[0]!;
const release = (chart: string, values: JsonObject): readonly [string, JsonObject] => [
  'helm_release',
  { chart, values: [JSON.stringify(values)] },
];
const claim = (spec: JsonObject): readonly [string, JsonObject] => [
  'kubernetes_persistent_volume_claim_v1',
  { metadata: { name: 'c' }, spec: { access_modes: ['ReadWriteOnce'], ...spec } },
];
const requests = (cpu: string, memory = '64Mi') => ({ resources: { requests: { cpu, memory } } });

test('the pools of the record are needed, with what is offered of GPUs that are divided', () => {
  expect(needs().pools).toMatchObject([{ name: 'gpus', nodes: 2, gpus: { resource: 'nvidia.com/mig-1g.10gb', perNode: 28 } }]);
  expect(needs().ingressNamespaces).toMatchObject([{ name: 'ingress' }]);
});

test('a cluster that the site makes can’t be asked; one of a kubeconfig is reached by its context', () => {
  expect(clusterNeeds(site([], { host: '${openstack_containerinfra_cluster_v1.c.api_address}' }))[0]!.access).toBeNull();
  expect(needs().access).toEqual({ file: '', context: 'daas' });
});

test('kinds are needed that aren’t built in: of objects, issuers and charts, but none that the site brings', () => {
  const monitor = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor' };
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role' };
  const ingress: JsonObject = {
    metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'ca' } },
    spec: { ingress_class_name: 'nginx' },
  };
  const found = needs(
    ['kubernetes_manifest', { manifest: monitor }],
    release('jupyterhub', { extraObjects: [role, monitor], ingress: { annotations: { 'cert-manager.io/issuer': 'own' } } }),
    ['kubernetes_ingress_v1', ingress],
    release('/srv/charts/cluster-0.8.1.tgz', {}),
  );
  expect(found.kinds.map((k) => `${k.apiVersion} ${k.kind} ${k.object}`)).toEqual([
    'monitoring.coreos.com/v1 ServiceMonitor null',
    'cert-manager.io/v1 Issuer null',
    'cert-manager.io/v1 ClusterIssuer ca',
    'postgresql.cnpg.io/v1 Cluster null',
  ]);
  expect(found.ingressClasses).toEqual([{ name: 'nginx', why: 'C2' }]);
  expect(needs(release('cluster', {}), release('cloudnative-pg', {})).kinds).toEqual([]);
});

test('storage classes are needed by claims without a volume and by charts; the default where none is named', () => {
  const { storageClasses } = needs(
    claim({ storage_class_name: 'daas-static', volume_name: 'v' }),
    claim({ storage_class_name: 'fast' }),
    claim({}),
    release('jupyterhub', { hub: { db: { pvc: { storageClassName: null } } } }),
  );
  expect(storageClasses).toEqual([
    { name: 'fast', why: 'C1' },
    { name: '', why: 'C2' },
  ]);
});

test('a volume of a CSI driver needs it', () => {
  const volume: JsonObject = { spec: [{ persistent_volume_source: { csi: { driver: 'smb.csi.k8s.io' } } }] };
  expect(needs(['kubernetes_persistent_volume_v1', volume]).csiDrivers.map((d) => d.name)).toEqual(['smb.csi.k8s.io']);
});

const workload = (spec: JsonObject, template: JsonObject): JsonObject => ({ spec: { ...spec, template: { spec: template } } });

/** Replicas, surge and thousandths of cores. */
const PODS: readonly (readonly [string, readonly [string, JsonObject], readonly [number, number, number]])[] = [
  [
    'a quarter more, rounded up, of a Deployment',
    ['kubernetes_deployment_v1', workload({ replicas: '5' }, { container: [requests('100m')] })],
    [5, 2, 100],
  ],
  [
    'as many more as the Deployment says',
    [
      'kubernetes_deployment_v1',
      workload({ replicas: 4, strategy: { rolling_update: { max_surge: '1' } } }, { container: [requests('1'), requests('500m')] }),
    ],
    [4, 1, 1500],
  ],
  [
    'a share of it',
    [
      'kubernetes_deployment_v1',
      workload({ replicas: 4, strategy: [{ rolling_update: [{ max_surge: '50%' }] }] }, { container: [requests('1')] }),
    ],
    [4, 2, 1000],
  ],
  [
    'none of one that is stopped first',
    ['kubernetes_deployment_v1', workload({ replicas: 1, strategy: { type: 'Recreate' } }, { container: [requests('1')] })],
    [1, 0, 1000],
  ],
  ['none of a StatefulSet', ['kubernetes_stateful_set_v1', workload({ replicas: 3 }, { container: [requests('1')] })], [3, 0, 1000]],
  [
    'the largest of its first containers, where that is more',
    ['kubernetes_job_v1', workload({}, { init_container: [requests('3'), requests('1')], container: [requests('2')] })],
    [1, 0, 3000],
  ],
  ['one more of a chart that rolls', release('cloudnative-pg', { replicaCount: 2, ...requests('250m') }), [2, 1, 250]],
  [
    'none of a part that is switched off',
    release('jupyterhub', { hub: requests('1'), placeholder: { enabled: false, ...requests('9') } }),
    [1, 0, 1000],
  ],
  ['one on each node for pulling images', release('jupyterhub', { prePuller: requests('50m') }), [2, 0, 50]],
];

test.each(PODS)('pods take %s', (_, resource, [replicas, surge, millicores]) => {
  expect(needs(resource).pods).toMatchObject([{ replicas, surge, cores: millicores / 1000 }]);
});

test('the sums have the surge beside what is needed', () => {
  const deployment: JsonObject = workload({ replicas: 2 }, { container: [requests('100m', '128Mi')] });
  expect(clusterSums(needs(['kubernetes_deployment_v1', deployment]))).toEqual([
    { name: 'cluster pods', needed: 2, surge: 1, unit: '' },
    { name: 'cluster cpu', needed: 200, surge: 100, unit: 'm' },
    { name: 'cluster memory', needed: 256, surge: 128, unit: 'MiB' },
    { name: 'cluster nvidia.com/mig-1g.10gb', needed: 56, surge: 0, unit: '' },
  ]);
});

test.each<readonly [GpuSharingSpec, string, number]>([
  [{ kind: 'whole' }, 'nvidia.com/gpu', 4],
  [{ kind: 'mig', profile: '1g.10gb+me', slicesPerGpu: 7 }, 'nvidia.com/mig-1g.10gb.me', 28],
  [{ kind: 'time-slice', usersPerGpu: 4 }, 'nvidia.com/gpu.shared', 16],
])('GPUs are looked for by the name that profiles ask for: %j', (shared, resource, perNode) => {
  expect(clusterNeeds(site([], {}, shared))[0]!.pools[0]!.gpus).toEqual({ resource, perNode });
});

test('quantities are read as Kubernetes writes them', () => {
  expect(['2', '250m', '1Ki', '1k', '2Gi', '1e3', 3].map((q) => quantity(q))).toEqual([2, 0.25, 1024, 1000, 2 * 1024 ** 3, 1000, 3]);
  expect([undefined, 'much'].map((q) => quantity(q))).toEqual([0, 0]);
});
