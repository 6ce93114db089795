import { VERSIONS } from '../../../core/versions';
import { renderRealm } from '../../keycloak/realm';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { hashOf } from '../manifests/hash';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { hostOf } from '../manifests/names';
import { container, metadataOf, podTemplate, type EnvironmentValue } from '../manifests/workload';
import type { AuthDeployment } from './auth-deployment';
import { KEYCLOAK } from './keycloak-values';

/** Component of the pods that apply the realm. */
export const REALM_JOB = 'realm';
/** Secret and key with the administrator's password. */
export const ADMIN = { secret: 'keycloak-admin', key: 'password' } as const;

const PYTHON_UID = 65532;
/** The user of keycloak-config-cli's image. */
const CLI_UID = 65534;

/** Issuer of the realm. */
export function issuerOf(cluster: ClusterFacts, name: string, realm: string): string {
  return `https://${hostOf(cluster, name)}/realms/${realm}`;
}

/**
 * The realm as a file, its secrets, and a Job that applies it in three steps: endpoints of federations, keycloak-config-cli,
 * links of accounts. The Job is named by a hash of all that, so that a change of any makes another run. Pure.
 */
export function renderRealmJob({ name, auth, steps }: AuthDeployment, cluster: ClusterFacts): KubernetesObject[] {
  const { realm, secrets } = renderRealm(auth, { issuer: issuerOf(cluster, name, auth.realm) });
  const metadata = metadataOf(cluster, name, REALM_JOB);
  const data = { 'realm.json': `${JSON.stringify(realm, null, 2)}\n`, 'realm_steps.py': steps };
  const hash = hashOf({ data, secrets, revision: cluster.secretsRevision, cli: VERSIONS.keycloakConfigCli });
  const environment: Record<string, EnvironmentValue> = {
    KEYCLOAK_URL: `http://${KEYCLOAK.service}:${KEYCLOAK.servicePort}`,
    KEYCLOAK_USER: 'admin',
    KEYCLOAK_PASSWORD: ADMIN,
  };
  const files = { name: 'files', mountPath: '/files', readOnly: true };
  const realmFolder = { name: 'realm', mountPath: '/realm' };
  const python = { image: `docker.io/library/python:${VERSIONS.pythonImage}`, uid: PYTHON_UID, cpu: '100m', memory: '64Mi', environment };
  const run = (step: string, ...more: string[]) => ['python3', '-B', '/files/realm_steps.py', step, '/files/realm.json', ...more];
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
    { apiVersion: 'v1', kind: 'Secret', metadata, references: secrets },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { ...metadata, name: `${REALM_JOB}-${hash}` },
      spec: {
        backoffLimit: 2,
        activeDeadlineSeconds: 1200,
        template: podTemplate(cluster, {
          service: name,
          component: REALM_JOB,
          replicas: 1,
          configurationHash: hash,
          restartPolicy: 'Never',
          volumeGroup: CLI_UID,
          initContainers: [
            container(cluster, {
              ...python,
              name: 'resolve',
              command: run('resolve', '/realm/realm.json'),
              environment: { ...environment, ...placeholders(Object.keys(secrets)) },
              mounts: [files, realmFolder],
            }),
            container(cluster, {
              name: 'apply',
              image: `quay.io/adorsys/keycloak-config-cli:${VERSIONS.keycloakConfigCli}`,
              uid: CLI_UID,
              cpu: '500m',
              memory: '512Mi',
              environment: {
                ...environment,
                IMPORT_FILES_LOCATIONS: '/realm/realm.json',
                JAVA_OPTS: '-XX:MaxRAMPercentage=70',
              },
              mounts: [
                { ...realmFolder, readOnly: true },
                { name: 'temporary', mountPath: '/tmp' },
              ],
            }),
          ],
          containers: [container(cluster, { ...python, name: 'link', command: run('link'), mounts: [files] })],
          volumes: [
            { name: 'files', configMap: { name: metadata.name } },
            // In memory: the realm with its secrets is on no disk.
            { name: 'realm', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
            { name: 'temporary', emptyDir: { sizeLimit: '64Mi' } },
          ],
        }),
      },
    },
  ];
}

function placeholders(names: readonly string[]): Record<string, EnvironmentValue> {
  return Object.fromEntries(names.map((key) => [key, { secret: REALM_JOB, key }]));
}
