import { VERSIONS } from '../../../core/versions';
import { federationAddress } from '../../../constructs/auth/federation-address';
import { portOf } from '../../../core/port';
import { PUBLIC_PATHS } from '../../keycloak/published';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { ingress } from '../manifests/ingress';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { labelsOf, namespaceOf, selectorOf } from '../manifests/names';
import { renderNamespace } from '../manifests/namespace';
import { networkPolicy, type Peer } from '../manifests/network-policy';
import type { Rendering } from '../manifests/rendering';
import { renderDatabase, type DatabaseConnection } from '../postgres/database';
import type { AuthDeployment } from './auth-deployment';
import { CLUSTER_PORTS, KEYCLOAK, KEYCLOAK_PODS, renderKeycloakValues } from './keycloak-values';
import { ADMIN, REALM_JOB, renderRealmJob } from './realm-job';

/** The broker: Keycloak by its chart, its database, the realm. Pure. */
export function renderAuth(deployment: AuthDeployment, cluster: ClusterFacts): Rendering {
  const { name, auth, postgres, replicas } = deployment;
  const namespace = namespaceOf(cluster, name);
  const labels = labelsOf(cluster, name, 'keycloak');
  const servers: Peer = { kind: 'pods', labels: KEYCLOAK_PODS };
  const database = renderDatabase(postgres, name, servers, cluster);
  const admin: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: ADMIN.secret, namespace, labels },
    references: { [ADMIN.key]: auth.adminPassword },
  };
  return {
    objects: [
      ...renderNamespace(cluster, {
        service: name,
        podSecurity: { level: 'restricted' },
        quota: {
          cpu: replicas + 2 + database.quota.cpu,
          memoryGibibytes: 2 * replicas + 2 + database.quota.memoryGibibytes,
          pods: replicas + 4 + database.quota.pods,
        },
      }),
      ...network(deployment, database.connection, cluster),
      admin,
      ...database.objects,
      ...renderRealmJob(deployment, cluster),
      ingress(cluster, {
        name,
        namespace,
        labels,
        host: name,
        routes: PUBLIC_PATHS.map((path) => ({ path, service: KEYCLOAK.service, port: KEYCLOAK.servicePort })),
      }),
    ],
    releases: [
      ...database.releases,
      {
        name: 'keycloak',
        namespace,
        chart: 'keycloakx',
        repository: 'https://codecentric.github.io/helm-charts',
        version: VERSIONS.keycloakChart,
        values: renderKeycloakValues({ name, replicas, database: database.connection, admin: ADMIN }, cluster),
      },
    ],
  };
}

function network({ name, auth }: AuthDeployment, database: DatabaseConnection, cluster: ClusterFacts): KubernetesObject[] {
  const namespace = namespaceOf(cluster, name);
  const labels = labelsOf(cluster, name, 'guard-rails');
  const controller: Peer = { kind: 'namespace', namespace: cluster.ingress.namespace };
  const servers: Peer = { kind: 'pods', labels: KEYCLOAK_PODS };
  const job = selectorOf(name, REALM_JOB);
  const federations = auth.federations.map((f) => portOf(federationAddress(f)));
  const outside = [...new Set(federations)].sort((a, b) => a - b);
  return [
    networkPolicy({
      name: 'users-to-broker-and-broker-to-federations',
      namespace,
      labels,
      pods: KEYCLOAK_PODS,
      ingress: [
        { peers: [controller, { kind: 'pods', labels: job }], ports: [KEYCLOAK.port] },
        { peers: [servers], ports: CLUSTER_PORTS },
      ],
      egress: [
        database.allowance,
        { peers: [servers], ports: CLUSTER_PORTS },
        ...(outside.length === 0 ? [] : [{ peers: [{ kind: 'internet' } as const], ports: outside }]),
      ],
    }),
    networkPolicy({ name: 'realm-to-broker', namespace, labels, pods: job, egress: [{ peers: [servers], ports: [KEYCLOAK.port] }] }),
  ];
}
