import type { LandingPageSpec } from '../../../constructs/portal/landing-page-spec';
import { VERSIONS } from '../../../core/versions';
import { portOf } from '../../../core/port';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { hashOf } from '../manifests/hash';
import { imageOf } from '../manifests/image';
import { ingress } from '../manifests/ingress';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { labelsOf, namespaceOf, selectorOf } from '../manifests/names';
import { renderNamespace } from '../manifests/namespace';
import { networkPolicy } from '../manifests/network-policy';
import { fixedResources, RESTRICTED_CONTAINER, restartOn, servicePod } from '../manifests/pod';
import type { Rendering } from '../manifests/rendering';

/** A landing page with its program. Plain data. */
export interface LandingPageDeployment {
  readonly page: LandingPageSpec;
  /** The page's settings, as the package landing_page reads them. */
  readonly settings: object;
  /** The package: path below it -> content. */
  readonly program: Readonly<Record<string, string>>;
}

const PORT = 8080;
const COMPONENT = 'landing-page';
/** The hub's image has what the page's program needs (Python, tornado, Jinja2), and is on the nodes anyway. */
const IMAGE = `quay.io/jupyterhub/k8s-hub:${VERSIONS.jupyterhubChart}`;
const REPLICAS = 2;

/** The landing page: a small web service without state, twice, so that a node can be taken away. */
export function renderLandingPage(deployment: LandingPageDeployment, cluster: ClusterFacts): Rendering {
  const { name } = deployment.page;
  const namespace = namespaceOf(cluster, name);
  const labels = labelsOf(cluster, name, COMPONENT);
  const metadata = { name, namespace, labels };
  const pods = selectorOf(name, COMPONENT);
  const data = configuration(deployment);
  const controller = { kind: 'namespace', namespace: cluster.ingress.namespace } as const;
  return {
    objects: [
      ...renderNamespace(cluster, {
        service: name,
        podSecurity: { level: 'restricted' },
        // Twice the usual, for a rolling update.
        quota: { cpu: 2, memoryGibibytes: 2, pods: 10 },
      }),
      networkPolicy({
        name: 'users-to-page-and-page-to-services',
        namespace,
        labels,
        pods,
        ingress: [{ peers: [controller], ports: [PORT] }],
        // It asks the services that it shows how they are.
        egress: [{ peers: [{ kind: 'internet' }, controller], ports: healthPorts(deployment.page) }],
      }),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
      workload(deployment, metadata, pods, hashOf(data), cluster),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { type: 'ClusterIP', selector: pods, ports: [{ name: 'http', port: PORT, targetPort: PORT }] },
      },
      ingress(cluster, { name, namespace, labels, host: name, routes: [{ path: '/', service: name, port: PORT }] }),
      { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { minAvailable: 1, selector: { matchLabels: pods } } },
    ],
    releases: [],
  };
}

function workload(
  { program }: LandingPageDeployment,
  metadata: { readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
  pods: Readonly<Record<string, string>>,
  hash: string,
  cluster: ClusterFacts,
): KubernetesObject {
  const probe = { httpGet: { path: '/healthz', port: PORT } };
  const container = {
    name: COMPONENT,
    image: imageOf(cluster, IMAGE),
    command: ['python3', '-m', 'landing_page', '--settings', '/srv/page/landing.json', '--port', String(PORT), '--bind', '0.0.0.0'],
    env: [
      { name: 'PYTHONPATH', value: '/srv/page' },
      { name: 'PYTHONDONTWRITEBYTECODE', value: '1' },
    ],
    ports: [{ name: 'http', containerPort: PORT }],
    resources: fixedResources('100m', '128Mi'),
    securityContext: { ...RESTRICTED_CONTAINER, runAsUser: 10001, runAsGroup: 10001 },
    readinessProbe: { ...probe, periodSeconds: 5 },
    livenessProbe: { ...probe, initialDelaySeconds: 10, periodSeconds: 20 },
    volumeMounts: [{ name: 'page', mountPath: '/srv/page', readOnly: true }],
  };
  const files = [
    { key: 'landing.json', path: 'landing.json' },
    ...Object.keys(program).map((file) => ({ key: keyOf(file), path: `landing_page/${file}` })),
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: REPLICAS,
      strategy: { type: 'RollingUpdate' },
      selector: { matchLabels: pods },
      template: {
        metadata: { labels: metadata.labels, annotations: restartOn(cluster, hash) },
        spec: {
          ...servicePod(cluster),
          containers: [container],
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: pods },
            },
          ],
          volumes: [{ name: 'page', configMap: { name: metadata.name, items: files } }],
        },
      },
    },
  };
}

function configuration({ settings, program }: LandingPageDeployment): Readonly<Record<string, string>> {
  return {
    'landing.json': `${JSON.stringify(settings, null, 2)}\n`,
    ...Object.fromEntries(Object.entries(program).map(([file, content]) => [keyOf(file), content])),
  };
}

/** A key has no slash. */
function keyOf(file: string): string {
  return file.replaceAll('/', '.');
}

function healthPorts({ services }: LandingPageSpec): readonly number[] {
  const urls = services.flatMap((s) => s.healthUrl ?? []);
  return [...new Set(urls.map(portOf))].sort((a, b) => a - b);
}
