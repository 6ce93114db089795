import { hashOf } from '../manifests/hash';
import type { ClusterFacts } from '../manifests/cluster-facts';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { clusterService, container, deployment, metadataOf } from '../manifests/workload';
import type { DatabaseConnection } from '../postgres/database';
import { renderApiEnvironment, SIGNING_PATH } from './api-environment';
import { API_IMAGE, API_UID, MIGRATION_VOLUMES, waitForMigrations } from './database-jobs';
import { API_PODS, DATABASE_CLIENTS, SIGNING_SECRET, VISA, type VisaDeployment } from './visa-deployment';

/**
 * VISA's API servers behind one Service: exactly one runs the scheduler and ends sessions that nobody holds any more, and it
 * is gone before its successor comes. The others only answer. Pure.
 */
export function renderApi({ visa }: VisaDeployment, database: DatabaseConnection, cluster: ClusterFacts): KubernetesObject[] {
  const servers = (component: string, replicas: number, primary: boolean) =>
    deployment(cluster, {
      service: visa.name,
      component,
      replicas,
      recreate: primary,
      configurationHash: hashOf(VISA.api),
      podLabels: { ...API_PODS, ...DATABASE_CLIENTS },
      initContainers: waitForMigrations(database, cluster),
      containers: [
        container(cluster, {
          name: VISA.api.name,
          image: API_IMAGE,
          uid: API_UID,
          cpu: '1',
          memory: '2Gi',
          port: VISA.api.port,
          // Anonymous, unlike its health page.
          probe: { path: '/api/configuration' },
          startSeconds: 300,
          environment: {
            ...renderApiEnvironment(visa, database, cluster),
            VISA_SCHEDULER_ENABLED: String(primary),
            VISA_VDI_CLEANUP_SESSIONS_ON_STARTUP: String(primary),
          },
          mounts: [
            { name: 'temporary', mountPath: '/tmp' },
            ...(visa.signing === null ? [] : [{ name: 'signing', mountPath: SIGNING_PATH, readOnly: true }]),
          ],
        }),
      ],
      volumes: [
        ...MIGRATION_VOLUMES,
        { name: 'temporary', emptyDir: { sizeLimit: '256Mi' } },
        ...(visa.signing === null ? [] : [{ name: 'signing', secret: { secretName: SIGNING_SECRET } }]),
      ],
    });
  return [
    clusterService(cluster, { service: visa.name, component: VISA.api.name, port: VISA.api.port, selector: API_PODS }),
    servers('api-primary', 1, true),
    ...(visa.secondaries === 0 ? [] : [servers('api-secondary', visa.secondaries, false)]),
    ...(visa.secondaries === 0 ? [] : [disruptionBudgetOfServers(visa.name, cluster)]),
  ];
}

/** Of both kinds together: users are served as long as one of them is there. */
function disruptionBudgetOfServers(service: string, cluster: ClusterFacts): KubernetesObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(cluster, service, VISA.api.name),
    spec: { minAvailable: 1, selector: { matchLabels: API_PODS } },
  };
}
