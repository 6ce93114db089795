import type { JsonObject } from '../../../../toolkit/json';
import type { ClusterNeeds, PoolNeed } from '../../../../toolkit/preflight/kubernetes/cluster-needs';
import type { ClusterState } from '../../../../toolkit/preflight/kubernetes/cluster-state';

const named = (name: string, more: JsonObject = {}): JsonObject => ({ metadata: { name }, ...more });

/** A node as the API tells it. */
export function node(name: string, pool: string, offered: JsonObject, ready = 'True', cordoned = false): JsonObject {
  return {
    metadata: { name, labels: { 'daas-kit/pool': pool } },
    spec: cordoned ? { unschedulable: true } : {},
    status: { allocatable: { pods: '110', ...offered }, conditions: [{ type: 'Ready', status: ready }] },
  };
}

/** A pod of a namespace with what it asks for. */
export function pod(namespace: string, requests: JsonObject): JsonObject {
  return { metadata: { name: 'p', namespace }, spec: { containers: [{ resources: { requests } }] } };
}

/** The definition of a kind. */
export function definition(group: string, kind: string, version = 'v1', served = true): JsonObject {
  return named(`${kind.toLowerCase()}s.${group}`, { spec: { group, names: { kind }, versions: [{ name: version, served }] } });
}

const SESSIONS: PoolNeed = {
  name: 'sessions',
  nodes: 2,
  nodeNames: [],
  labels: { 'daas-kit/pool': 'sessions' },
  coresPerNode: 14,
  memoryMebibytesPerNode: 60_000,
  gpus: null,
};

/** What a site needs that uses everything once. */
export const NEEDS: ClusterNeeds = {
  name: 'cluster',
  access: { file: '', context: 'daas' },
  kinds: [{ apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', object: 'ca', why: 'Portal/Ingress' }],
  storageClasses: [
    { name: '', why: 'Notebooks/Hub' },
    { name: 'fast', why: 'Scicat/Mongodb' },
  ],
  ingressClasses: [{ name: 'nginx', why: 'Portal/Ingress' }],
  csiDrivers: [{ name: 'beegfs.csi.netapp.com', why: 'Notebooks/Scratch' }],
  ingressNamespaces: [{ name: 'ingress-nginx', why: 'network policies' }],
  pools: [
    SESSIONS,
    { ...SESSIONS, name: 'gpus', nodes: 1, labels: { 'daas-kit/pool': 'gpus' }, gpus: { resource: 'nvidia.com/gpu', perNode: 4 } },
  ],
  pods: [
    { why: 'Portal', replicas: 2, surge: 1, cores: 0.1, memoryMebibytes: 128 },
    { why: 'Hub', replicas: 1, surge: 0, cores: 0.5, memoryMebibytes: 1024 },
  ],
  namespaces: ['daas-portal'],
  bringsGpuOperator: false,
};

const SIZE = { cpu: '15', memory: '61440Mi' };

/** A cluster that has all of it. */
export const HEALTHY: ClusterState = {
  version: 'v1.32.4+k3s1',
  nodes: [node('a', 'sessions', SIZE), node('b', 'sessions', SIZE), node('g', 'gpus', { ...SIZE, 'nvidia.com/gpu': '4' })],
  pods: [pod('kube-system', { cpu: '250m', memory: '512Mi' }), pod('daas-portal', { cpu: '40', memory: '900Gi' })],
  namespaces: [named('ingress-nginx')],
  storageClasses: [{ metadata: { name: 'usual', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } }, named('fast')],
  ingressClasses: [named('nginx')],
  csiDrivers: [named('beegfs.csi.netapp.com')],
  definitions: [definition('cert-manager.io', 'ClusterIssuer')],
  objects: new Map([['ClusterIssuer.cert-manager.io', ['ca']]]),
};
