/**
 * Every object of the sites' own manifests on a real API: `npm run test:real -- kubernetes`. Needs a cluster that may be
 * written to (KUBECONFIG) and kubectl ($KUBECTL, or the bench's). Nodes of a simulation (label type=kwok) are made the
 * sites' pools; on other clusters they have to be.
 */
import { App } from '../../../core/engine';
import type { ManifestObject } from '../../../platforms/kubernetes/manifests/kubernetes-object';
import { isWorkload } from '../../../platforms/kubernetes/resources/kinds';
import type { Rendering } from '../../../platforms/kubernetes/manifests/rendering';
import { KUBERNETES_SITES, type SiteClass } from '../../kubernetes-sites';
import type { Plain } from '../../synthesised';
import { Cluster, listOf, THERE_IS_A_CLUSTER } from './cluster';

const mockRenderings: Rendering[] = [];
jest.mock('../../../platforms/kubernetes/resources/make-resources', () => ({
  makeResources: (_scope: unknown, _cluster: unknown, rendering: Rendering) => void mockRenderings.push(rendering),
}));

function renderingOf(Site: SiteClass): Rendering {
  mockRenderings.length = 0;
  new Site(new App()).prepareStack();
  return { objects: mockRenderings.flatMap((r) => r.objects), releases: mockRenderings.flatMap((r) => r.releases) };
}

const cluster = new Cluster();
if (!THERE_IS_A_CLUSTER) {
  process.stderr.write('skipped: KUBECONFIG names no cluster that may be written to\n');
}
const SECONDS = 1000;

function podOf(name: string, namespace: string, override: Plain, more: object = {}): ManifestObject {
  const resources = {
    cpu: String(override.cpu_limit),
    memory: `${override.mem_limit}`.replace(/M$/, 'Mi'),
    ...override.extra_resource_limits,
  };
  const container = {
    name: 'notebook',
    image: 'fake.example/notebook:1',
    resources: { requests: resources, limits: resources },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsUser: 21001, ...more },
  };
  const spec = {
    nodeSelector: override.node_selector,
    tolerations: override.tolerations,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [container],
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec };
}

beforeAll(() => {
  if (THERE_IS_A_CLUSTER) {
    cluster.divideNodes();
  }
}, 60 * SECONDS);

(THERE_IS_A_CLUSTER ? describe : describe.skip).each(KUBERNETES_SITES)('%s on the cluster of KUBECONFIG', (_, Site) => {
  const { objects, releases } = renderingOf(Site);
  const namespaces = objects.filter((o) => o.kind === 'Namespace');
  const others = objects.filter((o) => o.kind !== 'Namespace');
  const before: string[] = [];

  beforeAll(() => {
    before.push(...cluster.list());
    cluster.send('create', namespaces);
  }, 120 * SECONDS);

  afterAll(() => {
    cluster.try(['delete', '--ignore-not-found', '--wait=true', 'namespace', ...namespaces.map((n) => n.metadata.name)]);
    cluster.send(
      'delete',
      others.filter((o) => o.kind === 'PersistentVolume'),
    );
  }, 240 * SECONDS);

  test('every object is accepted as the renderers give it, and no field is unknown', () => {
    const answer = cluster.send('create', others, '--dry-run=server');
    expect(answer.trim().split('\n')).toHaveLength(others.length);
  });

  test(
    'every object is made and becomes ready',
    () => {
      cluster.send('create', others);
      const ready: Record<string, string> = {
        Deployment: 'condition=Available',
        Job: 'condition=Complete',
        PersistentVolumeClaim: 'jsonpath={.status.phase}=Bound',
      };
      const waited = others.filter((o) => o.kind in ready);
      waited.forEach(({ kind, metadata: { name, namespace } }) =>
        cluster.run(['wait', `--for=${ready[kind]!}`, `${kind}/${name}`, '-n', namespace!, '--timeout=60s']),
      );
      expect(waited.length).toBeGreaterThan(3);
      expect(others.filter((o) => isWorkload(o.kind)).length).toBeGreaterThan(1);
    },
    300 * SECONDS,
  );

  test(
    'sessions land on the nodes of their profile, within quota and pod security',
    () => {
      const hub: Plain = releases.find((r) => r.chart === 'jupyterhub')!;
      const nodes = new Map(cluster.get('nodes').map((n): [string, Plain] => [n.metadata.name, n.metadata.labels]));
      const pods: Plain[] = hub.values.singleuser.profileList.map((p: Plain) =>
        podOf(`session-${p.slug}`, hub.namespace, p.kubespawner_override),
      );
      cluster.run(['create', '--validate=strict', '-f', '-'], listOf(pods));
      for (const pod of pods) {
        const { name, namespace } = pod.metadata;
        cluster.run(['wait', '--for=condition=Ready', `pod/${name}`, '-n', namespace, '--timeout=60s']);
        const node = JSON.parse(cluster.run(['get', `pod/${name}`, '-n', namespace, '-o', 'json'])).spec.nodeName as string;
        expect(nodes.get(node)).toMatchObject(pod.spec.nodeSelector);
      }
    },
    120 * SECONDS,
  );

  test('a session that is privileged, runs as root, or is larger than the quota is refused', () => {
    const hub: Plain = releases.find((r) => r.chart === 'jupyterhub')!;
    const override: Plain = hub.values.singleuser.profileList[0].kubespawner_override;
    const refused = (pod: object) => cluster.try(['create', '-f', '-'], listOf([pod])).output;
    expect(refused(podOf('privileged', hub.namespace, override, { privileged: true, allowPrivilegeEscalation: true }))).toContain(
      'violates PodSecurity "restricted:latest"',
    );
    expect(refused(podOf('root', hub.namespace, override, { runAsUser: 0 }))).toContain('violates PodSecurity "restricted:latest"');
    expect(refused(podOf('huge', hub.namespace, { ...override, cpu_limit: 100_000 }))).toContain('exceeded quota');
  });

  test(
    'everything goes again',
    () => {
      cluster.run(['delete', '--wait=true', '--timeout=120s', 'namespace', ...namespaces.map((n) => n.metadata.name)]);
      cluster.send(
        'delete',
        others.filter((o) => o.metadata.namespace === undefined),
      );
      expect(cluster.list()).toEqual(before);
    },
    240 * SECONDS,
  );
});
