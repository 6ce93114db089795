import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { lookAtClusters } from '../../../../toolkit/preflight/kubernetes/clusters';
import type { SiteDocument } from '../../../../toolkit/stack/site-document';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-kubectl-'));
const environment = { ...process.env };

/** Answers from files beside it, `nodes.json`; what has none is refused. Writes down what it is asked. */
const KUBECTL = `#!/usr/bin/env bash
cd "$(dirname "$0")"
echo "$*" >>asked
for word in "$@"; do
  if [ "$word" = /version ] && [ -f version.json ]; then cat version.json; exit; fi
  if [ -f "\${word%%.*}.json" ] && [ "$word" != -o ]; then cat "\${word%%.*}.json"; exit; fi
done
echo 'Error from server (Forbidden): not allowed' >&2
exit 1
`;
const KINDS = ['customresourcedefinitions', 'nodes', 'pods', 'namespaces', 'storageclasses', 'ingressclasses', 'csidrivers'];

const answer = (name: string, content: object): void => fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(content));
const asked = (): string => fs.readFileSync(path.join(folder, 'asked'), 'utf8');

beforeEach(() => {
  fs.readdirSync(folder).forEach((name) => fs.rmSync(path.join(folder, name)));
  fs.writeFileSync(path.join(folder, 'kubectl'), KUBECTL, { mode: 0o755 });
  answer('version', { gitVersion: 'v1.34.1' });
  KINDS.forEach((kind) => answer(kind, { items: [] }));
  process.env = { ...environment, PATH: `${folder}:${process.env['PATH']}` };
  delete process.env['KUBECTL'];
  delete process.env['KUBE_CONFIG_PATH'];
});

afterAll(() => {
  process.env = environment;
  fs.rmSync(folder, { recursive: true });
});

function site(provider: object): SiteDocument {
  const ingress = { metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'ca' } }, provider: 'kubernetes.cluster' };
  const resources = new Map([['a', { type: 'kubernetes_ingress_v1', construct: 'Portal', config: ingress }]]);
  return {
    resources,
    blueprint: { entries: [] },
    rest: { provider: { kubernetes: [{ alias: 'cluster', ...provider }] } },
  } as unknown as SiteDocument;
}

const told: string[] = [];
const look = async (provider: object = { config_path: '/etc/daas/kubeconfig', config_context: 'daas' }) =>
  lookAtClusters(site(provider), (progress) => told.push(progress));

test('a cluster is asked with the file and the context that Terraform uses, and only read', async () => {
  await look();
  expect(asked()).toContain('--kubeconfig /etc/daas/kubeconfig --context daas --request-timeout=30s get --raw /version');
  expect(asked()).not.toMatch(/ (apply|create|delete|patch) /);
  expect(told).toContain('cluster cluster: what it has');
});

test('a kubeconfig that only the environment names is the one of Terraform’s providers', async () => {
  process.env['KUBE_CONFIG_PATH'] = '/home/me/config';
  await look({ config_context: 'daas' });
  expect(asked()).toContain('--kubeconfig /home/me/config --context daas');
});

test('an issuer is looked for by the kind’s own definition', async () => {
  const spec = { group: 'cert-manager.io', names: { kind: 'ClusterIssuer' }, versions: [{ name: 'v1', served: true }] };
  answer('customresourcedefinitions', { items: [{ metadata: { name: 'clusterissuers.cert-manager.io' }, spec }] });
  answer('clusterissuers', { items: [{ metadata: { name: 'other' } }] });
  expect((await look()).problems.map((p) => p.message)).toEqual(["cluster has no ClusterIssuer 'ca', which Portal names"]);
});

test('fails for a list that may not be read, and still tells of the others', async () => {
  fs.rmSync(path.join(folder, 'nodes.json'));
  const { problems } = await look();
  expect(problems.map((p) => p.code)).toEqual(['ClusterAnswer', 'KindMissing']);
  expect(problems[0]).toMatchObject({
    message: expect.stringMatching(/get nodes -o json failed: Error from server \(Forbidden\)/) as string,
    remedy: expect.stringContaining('kubectl auth can-i list') as string,
  });
});

test('fails once for a cluster that doesn’t answer', async () => {
  fs.rmSync(path.join(folder, 'version.json'));
  expect((await look()).problems.map((p) => p.code)).toEqual(['ClusterUnreachable']);
});

test('fails for kubectl that isn’t there', async () => {
  process.env['KUBECTL'] = path.join(folder, 'none');
  expect((await look()).problems).toMatchObject([
    { code: 'ClusterUnreachable', message: expect.stringContaining('is not installed') as string },
  ]);
});

test('a cluster that the site makes is said to be asked later', async () => {
  const { problems, notes } = await look({ host: '${openstack_containerinfra_cluster_v1.c.kubeconfig.host}' });
  expect(problems).toEqual([]);
  expect(notes).toEqual(["cluster is made by the site itself: it can't be asked before"]);
  expect(fs.existsSync(path.join(folder, 'asked'))).toBe(false);
});
