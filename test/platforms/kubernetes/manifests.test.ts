import type { LandingPageSpec } from '../../../constructs/portal/landing-page-spec';
import { Cluster } from '../../../platforms/kubernetes/cluster';
import type { ClusterOptions } from '../../../platforms/kubernetes/cluster-options';
import { imageOf, imageParts } from '../../../platforms/kubernetes/manifests/image';
import { ingress } from '../../../platforms/kubernetes/manifests/ingress';
import { renderNamespace } from '../../../platforms/kubernetes/manifests/namespace';
import { networkPolicy } from '../../../platforms/kubernetes/manifests/network-policy';
import { renderLandingPage } from '../../../platforms/kubernetes/portal/render-landing-page';
import { Tls } from '../../../platforms/kubernetes/tls';
import { FakeSite } from '../../fake-platform';
import type { Plain } from '../../synthesised';
import { clusterOptions } from './fixture';

const factsOf = (more: Partial<ClusterOptions> = {}) => new Cluster(new FakeSite(), 'Cluster', clusterOptions(more)).facts;
const facts = factsOf();

describe('a namespace', () => {
  const quota = { cpu: 8, memoryGibibytes: 16, pods: 20, devices: { 'nvidia.com/gpu': 2 } };
  const made = renderNamespace(facts, { service: 'x', podSecurity: { level: 'restricted' }, quota });
  const dns = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  };

  test('is restricted, and said to be of the site and the service', () => {
    expect(made[0]).toMatchInlineSnapshot(`
     {
       "apiVersion": "v1",
       "kind": "Namespace",
       "metadata": {
         "labels": {
           "app.kubernetes.io/instance": "x",
           "app.kubernetes.io/managed-by": "terraform",
           "app.kubernetes.io/name": "guard-rails",
           "app.kubernetes.io/part-of": "daas-fake",
           "pod-security.kubernetes.io/audit": "restricted",
           "pod-security.kubernetes.io/enforce": "restricted",
           "pod-security.kubernetes.io/warn": "restricted",
         },
         "name": "daas-x",
       },
     }
    `);
  });

  test.each<[string, string, object]>([
    ['NetworkPolicy', 'deny-all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }],
    [
      'NetworkPolicy',
      'allow-dns',
      {
        podSelector: {},
        policyTypes: ['Egress'],
        egress: ['UDP', 'TCP'].map((protocol) => ({ to: [dns], ports: [{ protocol, port: 53 }] })),
      },
    ],
    [
      'ResourceQuota',
      'quota',
      {
        hard: {
          'requests.cpu': '8',
          'requests.memory': '16Gi',
          'limits.cpu': '8',
          'limits.memory': '16Gi',
          pods: '20',
          'requests.nvidia.com/gpu': '2',
        },
      },
    ],
    [
      'LimitRange',
      'default-sizes',
      { limits: [{ type: 'Container', default: { cpu: '500m', memory: '256Mi' }, defaultRequest: { cpu: '100m', memory: '128Mi' } }] },
    ],
  ])('lets nothing through but names, and has an end: %s %s', (kind, name, spec) => {
    const { labels } = made[0]!.metadata;
    const own = made.find((o) => o.kind === kind && o.metadata.name === name);
    expect(own).toMatchObject({ metadata: { namespace: 'daas-x' }, spec });
    expect(own!['spec']).toEqual(spec);
    expect(labels).toMatchObject(own!.metadata.labels!);
  });

  test('has nothing else', () => {
    expect(made.map((o) => `${o.kind} ${o.metadata.name}`)).toHaveLength(5);
  });
});

test('a namespace that can’t be restricted says why', () => {
  const podSecurity = { level: 'privileged', reason: 'loads kernel modules' } as const;
  const [namespace] = renderNamespace(facts, { service: 'x', podSecurity, quota: { cpu: 1, memoryGibibytes: 1, pods: 1 } });
  expect(namespace!.metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'privileged' });
  expect(namespace!.metadata.annotations).toEqual({ 'daas-kit/pod-security-reason': 'loads kernel modules' });
});

test('a policy to everywhere leaves out the service that hands out a node’s credentials', () => {
  const egress = [{ peers: [{ kind: 'internet' } as const], ports: [443] }];
  const policy = networkPolicy({ name: 'x', namespace: 'daas-x', labels: {}, pods: {}, egress }) as Plain;
  expect(policy.spec.egress[0].to[0].ipBlock).toEqual({ cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] });
});

test('a policy for ports that lie together names the first and the last', () => {
  const egress = [{ peers: [{ kind: 'network', cidr: '10.0.0.0/24' } as const], ports: [443, { from: 28000, to: 28999 }] }];
  const policy = networkPolicy({ name: 'x', namespace: 'daas-x', labels: {}, pods: {}, egress }) as Plain;
  expect(policy.spec.egress[0].ports).toEqual([
    { protocol: 'TCP', port: 443 },
    { protocol: 'TCP', port: 28000, endPort: 28999 },
  ]);
});

test.each([
  ['quay.io/jupyterhub/k8s-hub:4.4.0', 'mirror.example/a/jupyterhub/k8s-hub:4.4.0'],
  ['registry.example:5000/x@sha256:00', 'mirror.example/a/x@sha256:00'],
  ['mongo:8.3', 'mirror.example/a/mongo:8.3'],
  ['illgrenoble/visa:3', 'mirror.example/a/illgrenoble/visa:3'],
])('the image %s comes from the mirror as %s', (image, mirrored) => {
  expect(imageOf(factsOf({ imageMirror: 'mirror.example/a' }), image)).toBe(mirrored);
  expect(imageOf(facts, image)).toBe(image);
});

test('an image whose digest is said is pulled by it, from a mirror too', () => {
  const imageDigests = { 'quay.io/x/y:1.2': `sha256:${'0'.repeat(64)}` };
  expect(imageOf(factsOf({ imageDigests }), 'quay.io/x/y:1.2')).toBe(`quay.io/x/y:1.2@sha256:${'0'.repeat(64)}`);
  const mirrored = factsOf({ imageDigests, imageMirror: 'mirror.example/a' });
  expect(imageParts(mirrored, 'quay.io/x/y:1.2')).toEqual({ repository: 'mirror.example/a/x/y', tag: `1.2@sha256:${'0'.repeat(64)}` });
  expect(imageOf(mirrored, 'quay.io/x/y:1.3')).toBe('mirror.example/a/x/y:1.3');
});

test('an image in parts keeps the port of its registry', () => {
  expect(imageParts(facts, 'registry.example:5000/x:1.2')).toEqual({ repository: 'registry.example:5000/x', tag: '1.2' });
});

test.each([
  ['a cluster’s issuer', Tls.clusterIssuer('ca'), { 'cert-manager.io/cluster-issuer': 'ca' }, 'x-tls'],
  ['a namespace’s issuer', Tls.issuer('ca'), { 'cert-manager.io/issuer': 'ca' }, 'x-tls'],
  ['a secret that is there', Tls.secret('wildcard'), {}, 'wildcard'],
])('an address has its certificate from %s', (_, tls, annotations, secretName) => {
  const options = { name: 'x', namespace: 'daas-x', labels: {}, host: 'x', routes: [{ path: '/', service: 'x', port: 80 }] };
  const made = ingress(factsOf({ tls }), options) as Plain;
  expect(made.metadata.annotations).toEqual(annotations);
  expect(made.spec.tls).toEqual([{ hosts: ['x.fake.example'], secretName }]);
});

describe('the landing page', () => {
  const page: LandingPageSpec = {
    name: 'portal',
    facility: 'Fake',
    domain: 'fake.example',
    title: 'Fake',
    tagline: 'Fake.',
    theme: { primary: '#000000', accent: '#ffffff', logo: null },
    contact: 'help@fake.example',
    access: ['Ask.'],
    services: [
      { id: 'x', title: 'X', description: 'X.', url: 'https://x.example', healthUrl: 'https://x.example:8443/health', action: 'X' },
    ],
    software: [],
    data: [],
  };
  const rendered = (title: string, secretsRevision = 1) => {
    const { objects } = renderLandingPage({ page, settings: { title }, program: { 'static/a.css': 'a' } }, factsOf({ secretsRevision }));
    return (kind: string) =>
      objects.find((o) => o.kind === kind && o.metadata.name !== 'deny-all' && o.metadata.name !== 'allow-dns') as Plain;
  };

  test('restarts when its settings change, and not otherwise', () => {
    const hash = (title: string) => rendered(title)('Deployment').spec.template.metadata.annotations['daas-kit/configuration'] as string;
    expect(hash('a')).toBe(hash('a'));
    expect(hash('a')).not.toBe(hash('b'));
  });

  test('has its program as files, in the folders that it expects', () => {
    const of = rendered('a');
    const [{ configMap }] = of('Deployment').spec.template.spec.volumes;
    expect(configMap.items).toEqual([
      { key: 'landing.json', path: 'landing.json' },
      { key: 'static.a.css', path: 'landing_page/static/a.css' },
    ]);
    expect(Object.keys(of('ConfigMap').data)).toEqual(['landing.json', 'static.a.css']);
  });

  test('may ask the services that it shows, on their ports only', () => {
    expect(rendered('a')('NetworkPolicy').spec.egress[0].ports).toEqual([{ protocol: 'TCP', port: 8443 }]);
  });
});
