import type { SciCatSpec } from '../../../constructs/catalogue/scicat-spec';
import type { SecretReference } from '../../../core/secret';
import { portOf } from '../../../core/port';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { ingress } from '../manifests/ingress';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { labelsOf, namespaceOf, selectorOf } from '../manifests/names';
import { renderNamespace } from '../manifests/namespace';
import { networkPolicy, type Allowance, type Peer } from '../manifests/network-policy';
import type { Rendering } from '../manifests/rendering';
import { ACCOUNTS_SECRET, SCICAT, SCICAT_SECRET } from './components';
import { renderBackend } from './render-backend';
import { renderFrontend } from './render-frontend';
import { renderMongodb } from './render-mongodb';

/** SciCat: pages and API at one address, and the database behind them. Pure. */
export function renderSciCat(spec: SciCatSpec, cluster: ClusterFacts): Rendering {
  const { name } = spec;
  const namespace = namespaceOf(cluster, name);
  const labels = labelsOf(cluster, name, 'catalogue');
  const { backend, frontend } = SCICAT;
  return {
    objects: [
      // Room for one more of each, for a rolling update.
      ...renderNamespace(cluster, { service: name, podSecurity: { level: 'restricted' }, quota: { cpu: 6, memoryGibibytes: 8, pods: 12 } }),
      ...network(spec, cluster),
      ...secrets(spec, cluster),
      ...renderMongodb(spec, cluster),
      ...renderBackend(spec, cluster),
      ...renderFrontend(spec, cluster),
      ingress(cluster, {
        name,
        namespace,
        labels,
        host: name,
        routes: [
          // The pages ask the API for their settings first and take an empty answer for settings; their own server's answer
          // is none, so that they read the file beside them.
          { path: '/api/v3/admin/config', service: frontend.name, port: frontend.port },
          { path: '/api', service: backend.name, port: backend.port },
          { path: '/explorer', service: backend.name, port: backend.port },
          { path: '/', service: frontend.name, port: frontend.port },
        ],
        // SciCat takes thumbnails and attachments of up to 16 MB.
        annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '16m' },
      }),
    ],
    releases: [],
  };
}

function secrets({ name, login, functionalAccounts }: SciCatSpec, cluster: ClusterFacts): KubernetesObject[] {
  const own = (purpose: string): SecretReference => ({ store: 'site', name: `${name.replaceAll('-', '_').toUpperCase()}_${purpose}` });
  const secret = (secretName: string, references: Readonly<Record<string, SecretReference>>): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName, namespace: namespaceOf(cluster, name), labels: labelsOf(cluster, name, 'catalogue') },
    references,
  });
  return [
    secret(SCICAT_SECRET, {
      ...(login.secret !== null && { 'client-secret': login.secret }),
      'jwt-secret': own('JWT_SECRET'),
      'mongodb-password': own('MONGODB_PASSWORD'),
      'session-secret': own('SESSION_SECRET'),
    }),
    ...(functionalAccounts === null ? [] : [secret(ACCOUNTS_SECRET, { 'functionalAccounts.json': functionalAccounts })]),
  ];
}

function network({ name, login }: SciCatSpec, cluster: ClusterFacts): KubernetesObject[] {
  const namespace = namespaceOf(cluster, name);
  const labels = labelsOf(cluster, name, 'guard-rails');
  const controller: Peer = { kind: 'namespace', namespace: cluster.ingress.namespace };
  const { backend, frontend, mongodb } = SCICAT;
  const pods = (component: string): Peer => ({ kind: 'pods', labels: selectorOf(name, component) });
  const allow = (component: string, rules: { ingress?: Allowance[]; egress?: Allowance[] }) =>
    networkPolicy({ name: component, namespace, labels, pods: selectorOf(name, component), ...rules });
  return [
    allow(frontend.name, { ingress: [{ peers: [controller], ports: [frontend.port] }] }),
    allow(backend.name, {
      ingress: [{ peers: [controller], ports: [backend.port] }],
      egress: [
        { peers: [pods(mongodb.name)], ports: [mongodb.port] },
        { peers: [{ kind: 'internet' }, controller], ports: [portOf(login.issuer)] },
      ],
    }),
    allow(mongodb.name, { ingress: [{ peers: [pods(backend.name)], ports: [mongodb.port] }] }),
  ];
}
