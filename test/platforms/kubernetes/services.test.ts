import { renderAuth } from '../../../platforms/kubernetes/auth/render-auth';
import type { ClusterFacts } from '../../../platforms/kubernetes/manifests/cluster-facts';
import {
  isSecretObject,
  KEEP_DATA,
  type KubernetesObject,
  type ManifestObject,
} from '../../../platforms/kubernetes/manifests/kubernetes-object';
import type { Rendering } from '../../../platforms/kubernetes/manifests/rendering';
import { renderPostgresOperator } from '../../../platforms/kubernetes/postgres/operator';
import { Postgres } from '../../../platforms/kubernetes/postgres/postgres';
import { toAttributes } from '../../../platforms/kubernetes/resources/to-attributes';
import { renderSciCat } from '../../../platforms/kubernetes/scicat/render-scicat';
import { renderVisa } from '../../../platforms/kubernetes/visa/render-visa';
import type { Plain } from '../../synthesised';
import { authOf, factsOf, sciCatOf, visaOf, WEB_CLOUD } from './facts';

const existing = Postgres.existing({ host: 'pg.fake.example' }).spec;
const POOL = { name: 'services', purpose: 'services', labels: { pool: 'services' }, nodes: 2, coresPerNode: 8 } as const;

/** What the kit renders beside hub and landing page, in its variants. */
const SERVICES: readonly (readonly [string, (cluster: ClusterFacts) => Rendering])[] = [
  ['the broker', (cluster) => renderAuth(authOf(), cluster)],
  [
    'the broker with the facility’s database',
    (cluster) => renderAuth(authOf({ federations: [] }, { postgres: existing, replicas: 1 }), cluster),
  ],
  ['VISA', (cluster) => renderVisa(visaOf(), cluster)],
  [
    'VISA with one server and the web provider',
    (cluster) => renderVisa(visaOf({ secondaries: 0, cloud: WEB_CLOUD, mail: null, signing: null }, { postgres: existing }), cluster),
  ],
  ['SciCat', (cluster) => renderSciCat(sciCatOf(), cluster)],
  [
    'SciCat without accounts',
    (cluster) => renderSciCat(sciCatOf({ functionalAccounts: null, groupsClaim: null, doiPrefix: null }), cluster),
  ],
  ['PostgreSQL’s operator', renderPostgresOperator],
];

const manifests = (objects: readonly KubernetesObject[]) => objects.filter((o): o is ManifestObject => !isSecretObject(o));
const podOf = (object: ManifestObject): Plain => (object['spec'] as Plain)?.template;
const pods = (rendering: Rendering) =>
  manifests(rendering.objects).flatMap((o) => (podOf(o) === undefined ? [] : [{ owner: o, pod: podOf(o)! }]));
const containersOf = (pod: Plain): Plain[] => [...(pod.spec.initContainers ?? []), ...pod.spec.containers];

describe.each(SERVICES)('%s', (_name, render) => {
  const rendering = render(factsOf());
  const all = pods(rendering);

  test('has a namespace of its own that is restricted, closed and has a quota', () => {
    const [namespace] = rendering.objects;
    expect(namespace).toMatchObject({ kind: 'Namespace', metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
    expect(rendering.objects.filter((o) => o.kind === 'ResourceQuota')).toHaveLength(1);
    expect(manifests(rendering.objects).find((o) => o.metadata.name === 'deny-all')).toMatchObject({
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    const names = new Set(rendering.objects.filter((o) => o.kind !== 'Namespace').map((o) => o.metadata.namespace));
    expect([...names]).toEqual([namespace!.metadata.name]);
    rendering.releases.forEach((r) => expect(r.namespace).toBe(namespace!.metadata.name));
  });

  test('has pods that a restricted namespace takes, with limits and a read-only root', () => {
    for (const { pod } of all) {
      expect(pod.spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const container of containersOf(pod)) {
        expect(container.resources.limits).toEqual({ cpu: expect.any(String), memory: expect.any(String) });
        expect(container.resources.requests).toEqual(container.resources.limits);
        expect(container.securityContext).toMatchObject({
          runAsNonRoot: true,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.securityContext.runAsUser).toBeGreaterThan(0);
      }
    }
  });

  test('names every image with a version, from the mirror where there is one', () => {
    const images = (facts: ClusterFacts) => pods(render(facts)).flatMap(({ pod }) => containersOf(pod).map((c) => c.image as string));
    images(factsOf()).forEach((image) => expect(image).toMatch(/^[a-z.]+\/[a-z0-9/-]+:(?!latest$)[\w.-]+$/));
    images(factsOf({ imageMirror: 'registry.fake.example/m' })).forEach((image) =>
      expect(image).toMatch(/^registry\.fake\.example\/m\/(?!.*\.io\/)/),
    );
    const values = JSON.stringify(render(factsOf({ imageMirror: 'registry.fake.example/m' })).releases.map((r) => r.values));
    expect(values).not.toMatch(/ghcr\.io|quay\.io|docker\.io/);
  });

  test('probes what listens, and mounts only volumes that its pod has', () => {
    for (const { pod } of all) {
      const volumes = (pod.spec.volumes ?? []).map((v: Plain) => v.name);
      for (const container of containersOf(pod)) {
        expect(volumes).toEqual(expect.arrayContaining((container.volumeMounts ?? []).map((m: Plain) => m.name)));
        expect('readinessProbe' in container).toBe('ports' in container);
        expect('livenessProbe' in container).toBe('ports' in container);
      }
    }
  });

  test('refers only to Secrets and ConfigMaps that are there, by keys that they have', () => {
    const keys = new Map<string, string[]>();
    for (const object of rendering.objects) {
      if (isSecretObject(object)) {
        keys.set(`Secret ${object.metadata.name}`, Object.keys({ ...object.references, ...object.made }));
      } else if (object.kind === 'ConfigMap') {
        keys.set(`ConfigMap ${object.metadata.name}`, Object.keys(object['data'] as object));
      }
    }
    // Made by CloudNativePG.
    rendering.releases.filter((r) => r.chart === 'cluster').forEach((r) => keys.set(`Secret ${r.name}-app`, ['password']));
    for (const { pod } of all) {
      for (const variable of containersOf(pod).flatMap((c) => c.env ?? [])) {
        const reference = variable.valueFrom?.secretKeyRef;
        expect(reference === undefined || keys.get(`Secret ${reference.name}`)?.includes(reference.key)).toBe(true);
      }
      for (const volume of pod.spec.volumes ?? []) {
        expect(volume.configMap === undefined || keys.has(`ConfigMap ${volume.configMap.name}`)).toBe(true);
        expect(volume.secret === undefined || keys.has(`Secret ${volume.secret.secretName}`)).toBe(true);
      }
    }
  });

  test('has no Service, budget or Ingress without pods behind it', () => {
    const labels = all.map(({ pod }) => pod.metadata.labels as Record<string, string>);
    const selects = (selector: Record<string, string>) => labels.some((l) => Object.entries(selector).every(([k, v]) => l[k] === v));
    const named = (kind: string) => manifests(rendering.objects).filter((o) => o.kind === kind);
    named('Service').forEach((s) => expect(selects((s['spec'] as Plain).selector)).toBe(true));
    named('PodDisruptionBudget').forEach((b) => expect(selects((b['spec'] as Plain).selector.matchLabels)).toBe(true));
    const services = [...named('Service').map((s) => s.metadata.name), 'keycloak-http'];
    for (const path of named('Ingress').flatMap((i) => (i['spec'] as Plain).rules[0].http.paths)) {
      expect(services).toContain(path.backend.service.name);
    }
  });

  test('is what the provider’s schema knows', () => {
    manifests(rendering.objects).forEach((object) => expect(Object.keys(toAttributes(object))).toContain('metadata'));
  });

  test('lets what reads secrets restart when they are counted up, and runs its Jobs again', () => {
    const later = pods(render(factsOf({ secretsRevision: 2 })));
    later.forEach(({ pod }) => expect(pod.metadata.annotations['daas-kit/secrets-revision']).toBe('2'));
    const jobs = (list: typeof all) => list.filter(({ owner }) => owner.kind === 'Job').map(({ owner }) => owner.metadata.name);
    expect(jobs(later)).toHaveLength(jobs(all).length);
    expect(jobs(later).filter((name) => jobs(all).includes(name))).toEqual([]);
  });

  test('keeps to the nodes for services', () => {
    const taints = [{ key: 'only', value: 'services', effect: 'NoSchedule' } as const];
    const placed = render(factsOf({ nodePools: [{ ...POOL, nodeNames: [], memoryMebibytesPerNode: 16384, taints, gpus: null }] }));
    pods(placed).forEach(({ pod }) =>
      expect(pod.spec).toMatchObject({ nodeSelector: { pool: 'services' }, tolerations: [{ key: 'only' }] }),
    );
    placed.releases.forEach((r) => expect(JSON.stringify(r.values)).toContain('"pool":"services"'));
  });
});

test('databases and their volumes are destroyed only where the site allows it', () => {
  const kept = (removeData: boolean) => {
    const renderings = SERVICES.map(([, render]) => render(factsOf({ removeData })));
    return {
      claims: renderings.flatMap((r) => manifests(r.objects)).filter((o) => o.metadata.annotations?.[KEEP_DATA] === 'true').length,
      releases: renderings
        .flatMap((r) => r.releases)
        .filter((r) => r.keepData === true)
        .map((r) => r.name),
    };
  };
  expect(kept(false)).toEqual({ claims: 2, releases: ['auth-database', 'visa-database'] });
  expect(kept(true)).toEqual({ claims: 0, releases: [] });
});
