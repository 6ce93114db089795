import { VERSIONS } from '../../../core/versions';
import { consoleUrl } from '../../keycloak/published';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { imageParts } from '../manifests/image';
import { hostOf } from '../manifests/names';
import { fixedResources, RESTRICTED_CONTAINER, RESTRICTED_POD, servicePod } from '../manifests/pod';
import type { DatabaseConnection } from '../postgres/database';

/** Names that the chart gives, by the release. */
export const KEYCLOAK = { service: 'keycloak-http', port: 8080, healthPort: 9000, servicePort: 80 } as const;
/** What the chart's pods are selected by. */
export const KEYCLOAK_PODS = { 'app.kubernetes.io/name': 'keycloak', 'app.kubernetes.io/instance': 'keycloak' } as const;
/** Ports that the servers share their sessions by. */
export const CLUSTER_PORTS = [7800, 57800] as const;

/** What the broker is made of. */
export interface KeycloakOptions {
  readonly name: string;
  readonly replicas: number;
  readonly database: DatabaseConnection;
  /** Secret and key with the administrator's password. */
  readonly admin: { readonly secret: string; readonly key: string };
}

/** Values of codecentric's chart `keycloakx`. Pure. Its `extraEnv` is the text of a list in YAML, which goes on with the chart's own. */
export function renderKeycloakValues(options: KeycloakOptions, cluster: ClusterFacts): Record<string, unknown> {
  const { name, replicas, database, admin } = options;
  const { nodeSelector, tolerations } = servicePod(cluster);
  const environment = [
    { name: 'KC_HOSTNAME', value: `https://${hostOf(cluster, name)}` },
    { name: 'KC_HOSTNAME_ADMIN', value: consoleUrl(KEYCLOAK.port) },
    { name: 'KC_BOOTSTRAP_ADMIN_USERNAME', value: 'admin' },
    { name: 'KC_BOOTSTRAP_ADMIN_PASSWORD', valueFrom: { secretKeyRef: { name: admin.secret, key: admin.key } } },
    { name: 'KC_DB_URL_PROPERTIES', value: '?sslmode=require' },
    // A federation that is asked by many at once takes longer than Keycloak waits: then nobody could log in just then.
    { name: 'KC_SPI_CONNECTIONS_HTTP_CLIENT__DEFAULT__SOCKET_TIMEOUT_MILLIS', value: '20000' },
    { name: 'JAVA_OPTS_APPEND', value: '-Djava.io.tmpdir=/tmp' },
  ];
  return {
    fullnameOverride: 'keycloak',
    nameOverride: 'keycloak',
    replicas,
    image: imageParts(cluster, `quay.io/keycloak/keycloak:${VERSIONS.keycloak}`),
    imagePullSecrets: cluster.pullSecrets.map((secret) => ({ name: secret })),
    // Not optimised: the image is built for PostgreSQL while it starts, which its root file system has to allow.
    args: ['start'],
    extraEnv: environment.map((variable) => `- ${JSON.stringify(variable)}\n`).join(''),
    enableServiceLinks: false,
    // On different nodes where there are enough; the chart's own rule would leave the second server out.
    affinity: JSON.stringify(apart()),
    serviceAccount: { create: true, automountServiceAccountToken: false },
    podSecurityContext: { ...RESTRICTED_POD, fsGroup: 1000 },
    securityContext: { ...RESTRICTED_CONTAINER, runAsUser: 1000, runAsGroup: 0, readOnlyRootFilesystem: false },
    resources: fixedResources('1', '1536Mi'),
    podDisruptionBudget: replicas > 1 ? { minAvailable: 1 } : {},
    podAnnotations: { 'daas-kit/secrets-revision': String(cluster.secretsRevision) },
    ...(nodeSelector !== undefined && { nodeSelector, ...(tolerations !== undefined && { tolerations }) }),
    http: { relativePath: '/', internalPort: 'http-internal', internalScheme: 'HTTP' },
    proxy: { enabled: true, mode: 'xforwarded', http: { enabled: true } },
    metrics: { enabled: true },
    health: { enabled: true },
    database: {
      vendor: 'postgres',
      hostname: database.host,
      port: database.port,
      database: database.name,
      username: database.user,
      existingSecret: database.password.secret,
      existingSecretKey: database.password.key,
    },
    // The kit publishes and guards the service itself, so that the chart can be exchanged.
    ingress: { enabled: false },
    networkPolicy: { enabled: false },
    test: { enabled: false },
  };
}

function apart(): object {
  const term = { labelSelector: { matchLabels: KEYCLOAK_PODS }, topologyKey: 'kubernetes.io/hostname' };
  return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] } };
}
