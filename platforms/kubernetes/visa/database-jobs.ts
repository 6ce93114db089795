import type { VisaSpec } from '../../../constructs/portal/visa-spec';
import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { hashOf } from '../manifests/hash';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { container, metadataOf, podTemplate, type EnvironmentValue } from '../manifests/workload';
import type { DatabaseConnection } from '../postgres/database';
import { AWAIT_SCRIPT, CONTENT_SCRIPT, CONTENT_SQL, MIGRATE_SCRIPT } from './database-scripts';
import { DATABASE_CLIENTS } from './visa-deployment';

/** Component of the Jobs that prepare the database. */
export const DATABASE_JOBS = 'database-jobs';
/** Image of the API server; it has VISA's migrations in it. */
export const API_IMAGE = `ghcr.io/illgrenoble/visa-api-server:${VERSIONS.visa.api}`;
export const API_UID = 1001;

const DBMATE_UID = 65532;
const SCRIPTS = { name: 'scripts', mountPath: '/scripts', readOnly: true } as const;
const MIGRATIONS = { name: 'migrations', mountPath: '/migrations' } as const;

/** Volumes of pods that look at migrations. */
export const MIGRATION_VOLUMES = [
  { name: SCRIPTS.name, configMap: { name: DATABASE_JOBS } },
  { name: MIGRATIONS.name, emptyDir: { sizeLimit: '8Mi' } },
] as const;

/** Brings the migrations of VISA's image to where dbmate finds them, and lets the API start when all are applied. */
export function waitForMigrations(database: DatabaseConnection, cluster: ClusterFacts): readonly object[] {
  return [copyMigrations(cluster), dbmate('await-migrations', ['sh', '/scripts/await.sh'], database, cluster)];
}

/**
 * Two Jobs: one brings the database to the version of the API server, the other makes the first administrators and offers
 * what the cloud has. Each is named by a hash of what it does, so that it runs again when that changes. Pure.
 */
export function renderDatabaseJobs(visa: VisaSpec, database: DatabaseConnection, cluster: ClusterFacts): KubernetesObject[] {
  const metadata = metadataOf(cluster, visa.name, DATABASE_JOBS);
  const scripts = { 'migrate.sh': MIGRATE_SCRIPT, 'await.sh': AWAIT_SCRIPT, 'content.sh': CONTENT_SCRIPT, 'content.sql': CONTENT_SQL };
  const content = contentOf(visa);
  const migrate = hashOf({ scripts, api: VERSIONS.visa.api, database: database.host, revision: cluster.secretsRevision });
  // Names only: ids are known when the site is deployed.
  const offer = hashOf({ scripts, database: database.host, revision: cluster.secretsRevision, names: namesOf(visa) });
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: scripts },
    job(`migrate-${migrate}`, migrate, visa, cluster, {
      initContainers: [copyMigrations(cluster)],
      containers: [dbmate('migrate', ['sh', '/scripts/migrate.sh'], database, cluster)],
    }),
    job(`content-${offer}`, offer, visa, cluster, {
      containers: [dbmate('content', ['sh', '/scripts/content.sh'], database, cluster, { VISA_CONTENT: JSON.stringify(content) })],
    }),
  ];
}

/** What VISA's tables are filled with at the beginning. */
function contentOf({ administrators, desktopsPerUser, cloud }: VisaSpec): object {
  const { securityGroup, images, flavors } = cloud.kind === 'openstack' ? cloud : { securityGroup: null, images: [], flavors: [] };
  return { administrators, quota: desktopsPerUser, securityGroups: securityGroup === null ? [] : [securityGroup], images, flavors };
}

function namesOf({ administrators, cloud }: VisaSpec): object {
  const names = (list: readonly { readonly name: string }[]) => list.map((item) => item.name);
  return { administrators, ...(cloud.kind === 'openstack' && { images: names(cloud.images), flavors: names(cloud.flavors) }) };
}

function job(
  name: string,
  hash: string,
  visa: VisaSpec,
  cluster: ClusterFacts,
  pod: { readonly containers: readonly object[]; readonly initContainers?: readonly object[] },
): KubernetesObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...metadataOf(cluster, visa.name, DATABASE_JOBS), name },
    spec: {
      backoffLimit: 6,
      activeDeadlineSeconds: 1200,
      template: podTemplate(cluster, {
        service: visa.name,
        component: DATABASE_JOBS,
        replicas: 1,
        configurationHash: hash,
        restartPolicy: 'Never',
        podLabels: DATABASE_CLIENTS,
        volumes: MIGRATION_VOLUMES,
        ...pod,
      }),
    },
  };
}

function copyMigrations(cluster: ClusterFacts): object {
  return container(cluster, {
    name: 'copy-migrations',
    image: API_IMAGE,
    uid: API_UID,
    cpu: '100m',
    memory: '64Mi',
    command: ['sh', '-c', 'cp /app/db/migrations/*.sql /migrations/'],
    mounts: [MIGRATIONS],
  });
}

function dbmate(
  name: string,
  command: readonly string[],
  database: DatabaseConnection,
  cluster: ClusterFacts,
  more: Readonly<Record<string, EnvironmentValue>> = {},
): object {
  const { host, port, user, password } = database;
  return container(cluster, {
    name,
    image: `ghcr.io/amacneil/dbmate:${VERSIONS.dbmate}`,
    uid: DBMATE_UID,
    cpu: '100m',
    memory: '128Mi',
    command,
    environment: {
      // Without the password, which both programs take from PGPASSWORD: an address would have to escape it.
      DATABASE_URL: `postgres://${user}@${host}:${port}/${database.name}?sslmode=require`,
      PGHOST: host,
      PGPORT: String(port),
      PGUSER: user,
      PGDATABASE: database.name,
      PGSSLMODE: 'require',
      PGPASSWORD: password,
      ...more,
    },
    mounts: [SCRIPTS, { ...MIGRATIONS, readOnly: true }],
  });
}
