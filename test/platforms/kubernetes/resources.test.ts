import { spawnSync } from 'child_process';
import * as path from 'path';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { DataCatalogue, Hub, Mount, Profile, Size } from '../../../constructs';
import { literal } from '../../../core/literal';
import { KEEP_DATA, type ManifestObject } from '../../../platforms/kubernetes/manifests/kubernetes-object';
import { KubernetesPlatform } from '../../../platforms/kubernetes/kubernetes-platform';
import { NodePool } from '../../../platforms/kubernetes/node-pool';
import { KubernetesResource } from '../../../platforms/kubernetes/resources/kubernetes-resource';
import { toAttributes } from '../../../platforms/kubernetes/resources/to-attributes';
import { App } from '../../../core/engine';
import { Alba } from '../../../sites/alba/site';
import { FakeSite } from '../../fake-platform';
import { synthesised, type Plain } from '../../synthesised';
import { authOf, clusterOptions, everything, mounts } from './fixture';
import { refusedByProvider } from './provider-check';

const meta = { name: 'x', namespace: 'daas-x' };

describe('a manifest becomes attributes', () => {
  test('with blocks in the singular, numbers as the provider wants them, and names of labels as they are', () => {
    const deployment: ManifestObject = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...meta, labels: { 'app.kubernetes.io/name': 'x' } },
      spec: {
        replicas: 2,
        selector: { matchLabels: { camelCase: 'kept' } },
        template: {
          metadata: { labels: { camelCase: 'kept' } },
          spec: {
            securityContext: { runAsUser: 1000, supplementalGroups: [5000] },
            containers: [
              {
                name: 'x',
                image: 'x:1',
                env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
                volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: true }],
                livenessProbe: { httpGet: { path: '/', port: 8080 } },
              },
            ],
            volumes: [{ name: 'v', secret: { secretName: 's', defaultMode: 0o440 } }],
          },
        },
      },
    };
    expect(toAttributes(deployment)).toMatchInlineSnapshot(`
     {
       "metadata": {
         "labels": {
           "app.kubernetes.io/name": "x",
         },
         "name": "x",
         "namespace": "daas-x",
       },
       "spec": {
         "replicas": "2",
         "selector": {
           "match_labels": {
             "camelCase": "kept",
           },
         },
         "template": {
           "metadata": {
             "labels": {
               "camelCase": "kept",
             },
           },
           "spec": {
             "container": [
               {
                 "env": [
                   {
                     "name": "A",
                     "value_from": {
                       "secret_key_ref": {
                         "key": "k",
                         "name": "s",
                       },
                     },
                   },
                 ],
                 "image": "x:1",
                 "liveness_probe": {
                   "http_get": {
                     "path": "/",
                     "port": "8080",
                   },
                 },
                 "name": "x",
                 "volume_mount": [
                   {
                     "mount_path": "/v",
                     "name": "v",
                     "read_only": true,
                   },
                 ],
               },
             ],
             "security_context": {
               "run_as_user": "1000",
               "supplemental_groups": [
                 5000,
               ],
             },
             "volume": [
               {
                 "name": "v",
                 "secret": {
                   "default_mode": "0440",
                   "secret_name": "s",
                 },
               },
             ],
           },
         },
       },
     }
    `);
  });

  test('of a volume with its source in a block of its own', () => {
    const spec = { capacity: { storage: '1Ti' }, accessModes: ['ReadOnlyMany'], nfs: { server: 's', path: '/p', readOnly: true } };
    expect(toAttributes({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'x' }, spec })['spec']).toEqual([
      {
        capacity: { storage: '1Ti' },
        access_modes: ['ReadOnlyMany'],
        persistent_volume_source: { nfs: { server: 's', path: '/p', read_only: true } },
      },
    ]);
  });

  test('of a storage class with its provisioner', () => {
    const given = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'x' }, provisioner: 'p.example' };
    expect(toAttributes(given)).toEqual({ metadata: { name: 'x' }, storage_provisioner: 'p.example' });
  });

  test('without empty lists of blocks, which Terraform has no word for', () => {
    const spec = { podSelector: {}, policyTypes: ['Ingress'], ingress: [] };
    expect(toAttributes({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: meta, spec })['spec']).toEqual({
      pod_selector: {},
      policy_types: ['Ingress'],
    });
  });

  test('with template syntax of Terraform as plain text', () => {
    expect(literal({ data: { x: 'a ${b} %{c}' } })).toEqual({ data: { x: 'a $${b} %%{c}' } });
  });

  test('fails for a field that the provider would lose', () => {
    const spec = { podSelectr: {} };
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: meta, spec };
    expect(() => toAttributes(policy)).toThrow(/NetworkPolicy x\.spec: the provider has no field for 'podSelectr'/);
  });

  test('fails for a kind that has no resource, and for an old version of one', () => {
    expect(() => toAttributes({ apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: meta })).toThrow(/no resource/);
    expect(() => toAttributes({ apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: meta })).toThrow(/no resource/);
  });
});

describe('the resources of a cluster', () => {
  const json = synthesised(new FakeSite((site) => void everything(site)));
  const all = Object.entries(json.resource as Record<string, Record<string, Plain>>).flatMap(([type, resources]) =>
    Object.entries(resources).map(([name, resource]) => ({ type, address: `${type}.${name}`, resource })),
  );
  const of = (type: string) => all.filter((r) => r.type === `kubernetes_${type}_v1`);

  test('are what the provider’s schema allows', () => {
    expect(refusedByProvider(json)).toEqual([]);
    expect(all.length).toBeGreaterThan(30);
  });

  test('never ask the API while planning', () => {
    expect(Object.keys(json.resource)).not.toContain('kubernetes_manifest');
    expect(json.data).toBeUndefined();
  });

  test('wait for their namespace, releases for everything else, workloads for releases', () => {
    const settings = all.filter((r) => r.resource.metadata?.namespace !== undefined && r.type !== 'kubernetes_deployment_v1');
    settings.forEach((r) => expect(r.resource.depends_on.join()).toContain('kubernetes_namespace_v1'));
    const hub = all.find((r) => r.address.includes('HelmRelease-notebooks'))!;
    const own = all
      .filter((r) => r.address.includes('.Notebooks_') && r !== hub && r.type !== 'kubernetes_namespace_v1')
      .map((r) => r.address);
    expect(hub.resource.depends_on).toEqual(expect.arrayContaining(own));
    expect(of('deployment')[0]!.resource.depends_on.join()).toContain('kubernetes_config_map_v1');
  });

  test('have secrets as references to variables that are never stored', () => {
    expect(of('secret').map((s) => s.resource.data_wo)).toEqual([{ 'client-secret': '${var.site_NOTEBOOKS_CLIENT_SECRET}' }]);
    of('secret').forEach((s) => expect(s.resource.data).toBeUndefined());
    expect(json.variable).toEqual({
      site_NOTEBOOKS_CLIENT_SECRET: {
        type: 'string',
        description: 'Secret of the site: npx daas with-secrets fake -- npx cdktf ... looks it up',
        sensitive: true,
        ephemeral: true,
      },
    });
    expect(json.terraform.required_version).toBe('>= 1.11.0');
    expect(json['//'].blueprint.secrets).toContainEqual({
      path: 'Notebooks',
      reference: { store: 'site', name: 'NOTEBOOKS_CLIENT_SECRET' },
    });
  });

  test('use one provider of each kind, for this cluster', () => {
    expect(json.provider.kubernetes).toEqual([{ alias: 'cluster', config_path: '/srv/kubeconfig', config_context: 'daas' }]);
    all.forEach((r) => expect(r.resource.provider).toMatch(/^(kubernetes|helm)\.cluster$/));
  });
});

test('nodes that the site names are labelled and tainted, also for the way in which their GPUs are shared', () => {
  const size = { coresPerNode: 8, memoryPerNode: Size.gibibytes(64) };
  const nodePools = [
    NodePool.sessions('sessions', { ...size, nodes: ['node-1'] }),
    NodePool.gpus('gpus', { ...size, nodes: ['gpu-1', 'gpu-2'], coresPerNode: 16, model: 'A100', gpusPerNode: 4 }),
  ];
  const json = synthesised(new FakeSite((site) => void everything(site, { nodePools })));
  const of = (type: string) => Object.values(json.resource[type] as Record<string, Plain>);
  const labels = Object.fromEntries(of('kubernetes_labels').map((r) => [r.metadata.name, r.labels]));
  const gpu = { 'daas-kit/pool': 'gpus', 'nvidia.com/mig.config': 'all-1g.10gb' };
  expect(labels).toEqual({ 'node-1': { 'daas-kit/pool': 'sessions' }, 'gpu-1': gpu, 'gpu-2': gpu });
  expect(of('kubernetes_node_taint').map((r) => [r.metadata.name, r.taint])).toEqual(
    ['gpu-1', 'gpu-2'].map((name) => [name, [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }]]),
  );
  expect(refusedByProvider(json)).toEqual([]);
});

test('a Secret is written again when it gets other keys, and when the site counts up, not otherwise', () => {
  const revision = (references: readonly string[], secretsRevision: number): unknown => {
    const json = synthesised(
      new FakeSite((site) => {
        const object = {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: meta,
          references: Object.fromEntries(references.map((name) => [name, { store: 'env', name }])),
        } as const;
        new KubernetesProvider(site, 'Provider');
        new KubernetesResource(site, 'Secret', { object, provider: 'kubernetes.cluster', secretsRevision });
      }),
    );
    const [secret] = Object.values(json.resource.kubernetes_secret_v1 as Record<string, Plain>);
    return secret!.data_wo_revision;
  };
  const first = revision(['A'], 1);
  expect(Number.isSafeInteger(first)).toBe(true);
  expect(revision(['A'], 1)).toBe(first);
  expect(revision(['A', 'B'], 1)).not.toBe(first);
  expect(revision(['A'], 2)).not.toBe(first);
});

test('Secrets that the facility makes are used and not made', () => {
  const json = synthesised(new FakeSite((site) => void everything(site, { existingSecrets: true })));
  expect(json.resource.kubernetes_secret_v1).toBeUndefined();
  expect(json.variable).toBeUndefined();
  expect(JSON.stringify(json.resource.helm_release)).toContain('notebooks-hub');
});

test('a GPU operator that runs already is used, and no second one made', () => {
  const releases = (existingGpuOperator: boolean) =>
    Object.keys(synthesised(new FakeSite((site) => void everything(site, { existingGpuOperator }))).resource.helm_release).length;
  expect([releases(false), releases(true)]).toEqual([2, 1]);
});

test.each([
  [{}, 'https://hub.jupyter.org/helm-chart/', 'jupyterhub'],
  [{ chartMirror: 'oci://registry.example/charts' }, 'oci://registry.example/charts', 'jupyterhub'],
  [{ chartMirror: '/srv/charts' }, undefined, '/srv/charts/jupyterhub-4.4.0.tgz'],
])('with %j a chart comes from its repository, a mirror or a folder', (options, repository, chart) => {
  const json = synthesised(new FakeSite((site) => void everything(site, options)));
  const hub = Object.values(json.resource.helm_release as Record<string, Plain>).find((r) => r.name === 'notebooks')!;
  expect([hub.repository, hub.chart, hub.version]).toEqual([repository, chart, '4.4.0']);
});

test('a trial puts another cluster and other charts in the place of the facility’s', () => {
  const variables = { DAAS_KUBECONFIG: '/trial/kubeconfig', DAAS_CHART_MIRROR: '/trial/charts' };
  Object.assign(process.env, variables);
  try {
    const json = synthesised(new FakeSite((site) => void everything(site)));
    expect(json.provider.kubernetes).toEqual([{ alias: 'cluster', config_path: '/trial/kubeconfig' }]);
    expect(JSON.stringify(json.resource.helm_release)).toContain('"/trial/charts/jupyterhub-4.4.0.tgz"');
  } finally {
    Object.keys(variables).forEach((name) => Reflect.deleteProperty(process.env, name));
  }
});

test('a Job may take as long as it says itself', () => {
  const [job] = Object.values(synthesised(new Alba(new App())).resource.kubernetes_job_v1 as Record<string, Plain>);
  expect([job.spec.active_deadline_seconds, job.timeouts]).toEqual([1200, { create: '20m', update: '20m' }]);
});

test('users’ data are kept from destroy unless both keys are turned', () => {
  const kept = (removeOnDestroy: boolean, removeDataOnDestroy: boolean): string[] => {
    const site = new FakeSite(
      (s) => {
        const platform = new KubernetesPlatform(s, 'Cluster', clusterOptions());
        const home = Mount.nfs({ role: 'home', server: 'nfs.fake.example', path: '/home', removeOnDestroy });
        new Hub(s, 'Notebooks', {
          platform,
          auth: authOf(s),
          mounts: [home, ...mounts().filter((m) => m.spec.role === 'raw')],
          profiles: [Profile.cpu('interactive', { cores: 1, memory: Size.gibibytes(1) })],
        });
      },
      { removeDataOnDestroy },
    );
    const { kubernetes_persistent_volume_v1: volumes, kubernetes_persistent_volume_claim_v1: claims } = synthesised(site).resource;
    const resources = Object.values({ ...volumes, ...claims } as Record<string, Plain>);
    return resources.filter((r) => r.lifecycle?.prevent_destroy === true).map((r) => r.metadata.name);
  };
  const both = ['daas-notebooks-fake-home', 'mount-home'];
  expect([kept(false, false), kept(true, false), kept(false, true), kept(true, true)]).toEqual([both, both, both, []]);
  expect(KEEP_DATA).toBe('daas-kit/keep-data');
});

test('two clusters of a site have a provider each', () => {
  const site = new FakeSite((s) => {
    new KubernetesPlatform(s, 'Production', clusterOptions());
    new KubernetesPlatform(s, 'Training', clusterOptions());
    new DataCatalogue(s, 'Data', { kind: DataCatalogue.icat({ url: 'https://icat.fake.example' }) });
  });
  expect(synthesised(site).provider.kubernetes.map((p: { alias: string }) => p.alias)).toEqual(['production', 'training']);
});

test('neither the bindings’ index nor a class for each kind is loaded: they take longer than all sites may', () => {
  const script = path.join(__dirname, 'load-platform.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    '@cdktf/provider-helm/lib/provider/index.js',
    '@cdktf/provider-helm/lib/release/index.js',
    '@cdktf/provider-kubernetes/lib/provider/index.js',
  ]);
});
