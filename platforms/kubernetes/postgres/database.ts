import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { imageOf } from '../manifests/image';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { labelsOf, namespaceOf } from '../manifests/names';
import { apiAllowance, databaseAllowance, networkPolicy, type Allowance, type Peer } from '../manifests/network-policy';
import type { Rendering } from '../manifests/rendering';
import { servicePod } from '../manifests/pod';
import { OPERATOR_SERVICE } from './operator';
import type { PostgresSpec } from './postgres';

const REPOSITORY = 'https://cloudnative-pg.github.io/charts';
/** The operator asks each server how it is. */
const STATUS_PORT = 8000;

/** How a service reaches its database. Plain data. */
export interface DatabaseConnection {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  /** Secret and key with the password, in the service's namespace. */
  readonly password: { readonly secret: string; readonly key: string };
  /** For the network policies of those that use it. */
  readonly allowance: Allowance;
}

/** A service's database, and what it takes to have it. */
export interface RenderedDatabase extends Rendering {
  readonly connection: DatabaseConnection;
  /** What the servers may use together, for the namespace's quota. */
  readonly quota: { readonly cpu: number; readonly memoryGibibytes: number; readonly pods: number };
}

/** The database of a service, in the service's namespace. Pure. */
export function renderDatabase(spec: PostgresSpec, service: string, clients: Peer, cluster: ClusterFacts): RenderedDatabase {
  return spec.kind === 'existing' ? existing(spec, service, cluster) : operated(spec, service, clients, cluster);
}

function existing(spec: PostgresSpec & { kind: 'existing' }, service: string, cluster: ClusterFacts): RenderedDatabase {
  const secret = `${service}-database`;
  const name = service.replaceAll('-', '_');
  const password: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secret, namespace: namespaceOf(cluster, service), labels: labelsOf(cluster, service, 'database') },
    references: { password: { store: 'site', name: `${name.toUpperCase()}_DATABASE_PASSWORD` } },
  };
  return {
    objects: [password],
    releases: [],
    connection: {
      host: spec.host,
      port: spec.port,
      name,
      user: name,
      password: { secret, key: 'password' },
      allowance: databaseAllowance(spec.port),
    },
    quota: { cpu: 0, memoryGibibytes: 0, pods: 0 },
  };
}

function operated(spec: PostgresSpec & { kind: 'operated' }, service: string, clients: Peer, cluster: ClusterFacts): RenderedDatabase {
  const release = `${service}-database`;
  const namespace = namespaceOf(cluster, service);
  const name = service.replaceAll('-', '_');
  const pods = { 'cnpg.io/cluster': release };
  const labels = labelsOf(cluster, service, 'database');
  const servers: Peer = { kind: 'pods', labels: pods };
  const operator: Peer = { kind: 'namespace', namespace: spec.bringsOperator ? namespaceOf(cluster, OPERATOR_SERVICE) : 'cnpg-system' };
  return {
    objects: [
      networkPolicy({
        name: 'database',
        namespace,
        labels,
        pods,
        ingress: [
          { peers: [clients, servers], ports: [5432] },
          { peers: [operator, servers], ports: [STATUS_PORT], row: { end: OPERATOR_SERVICE, why: 'servers are asked how they are' } },
        ],
        egress: [{ peers: [servers], ports: [5432, STATUS_PORT] }, apiAllowance('database servers keep a lease')],
      }),
    ],
    releases: [
      {
        name: release,
        namespace,
        chart: 'cluster',
        repository: REPOSITORY,
        version: VERSIONS.postgresClusterChart,
        values: values(spec, release, name, cluster),
        keepData: !cluster.removeData,
      },
    ],
    connection: {
      host: `${release}-rw.${namespace}.svc`,
      port: 5432,
      name,
      user: name,
      // Made by the operator, with a password that it chose.
      password: { secret: `${release}-app`, key: 'password' },
      allowance: { peers: [servers], ports: [5432] },
    },
    // One more than there are, for the job that makes a server.
    quota: { cpu: spec.instances + 1, memoryGibibytes: spec.instances + 1, pods: 2 * spec.instances + 2 },
  };
}

function values(spec: PostgresSpec & { kind: 'operated' }, release: string, name: string, cluster: ClusterFacts): Record<string, unknown> {
  const { nodeSelector, tolerations } = servicePod(cluster);
  return {
    fullnameOverride: release,
    cluster: {
      instances: spec.instances,
      imageName: imageOf(cluster, `ghcr.io/cloudnative-pg/postgresql:${VERSIONS.postgres}`),
      ...(cluster.pullSecrets.length > 0 && { imagePullSecrets: cluster.pullSecrets.map((secret) => ({ name: secret })) }),
      storage: { size: `${spec.volumeGibibytes}Gi`, storageClass: cluster.storageClasses.block ?? '' },
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
      affinity: {
        topologyKey: 'kubernetes.io/hostname',
        ...(nodeSelector !== undefined && { nodeSelector, ...(tolerations !== undefined && { tolerations }) }),
      },
      enableSuperuserAccess: false,
      initdb: { database: name, owner: name },
    },
    // A facility's backup is for the site to say; nothing is archived unless a store is named.
    backups: { enabled: false },
  };
}
