import type { SciCatSpec } from '../../../constructs/catalogue/scicat-spec';
import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { hashOf } from '../manifests/hash';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { hostOf } from '../manifests/names';
import { clusterService, container, deployment, disruptionBudget, type EnvironmentValue } from '../manifests/workload';
import { ACCOUNTS_SECRET, DATABASE_USER, SCICAT, SCICAT_SECRET } from './components';

/** User `node` of the image. */
const UID = 1000;
const ACCOUNTS_PATH = '/srv/accounts';

/** SciCat's API. Pure. */
export function renderBackend(spec: SciCatSpec, cluster: ClusterFacts): KubernetesObject[] {
  const { name: component, port } = SCICAT.backend;
  const accounts = spec.functionalAccounts !== null;
  return [
    deployment(cluster, {
      service: spec.name,
      component,
      replicas: 2,
      configurationHash: hashOf(spec),
      containers: [
        container(cluster, {
          name: component,
          image: `ghcr.io/scicatproject/backend-next:${VERSIONS.scicat.backend}`,
          uid: UID,
          cpu: '1',
          memory: '1Gi',
          port,
          probe: { path: '/api/v3/health' },
          startSeconds: 180,
          environment: environment(spec, cluster),
          mounts: [
            { name: 'temporary', mountPath: '/tmp' },
            ...(accounts ? [{ name: 'accounts', mountPath: ACCOUNTS_PATH, readOnly: true }] : []),
          ],
        }),
      ],
      volumes: [
        { name: 'temporary', emptyDir: { sizeLimit: '256Mi' } },
        ...(accounts ? [{ name: 'accounts', secret: { secretName: ACCOUNTS_SECRET } }] : []),
      ],
    }),
    clusterService(cluster, { service: spec.name, component, port }),
    disruptionBudget(cluster, spec.name, component),
  ];
}

function environment(spec: SciCatSpec, cluster: ClusterFacts): Readonly<Record<string, EnvironmentValue>> {
  const url = `https://${hostOf(cluster, spec.name)}`;
  const secret = (key: string) => ({ secret: SCICAT_SECRET, key });
  const { host, user } = { host: `${SCICAT.mongodb.name}:${SCICAT.mongodb.port}`, user: DATABASE_USER };
  return {
    // First, because the address below is made of it by the kubelet.
    MONGODB_PASSWORD: secret('mongodb-password'),
    MONGODB_URI: `mongodb://${user}:$(MONGODB_PASSWORD)@${host}/scicat?authSource=admin`,
    PORT: String(SCICAT.backend.port),
    SITE: spec.facility,
    PID_PREFIX: spec.pidPrefix,
    ...(spec.doiPrefix !== null && { DOI_PREFIX: spec.doiPrefix }),
    JWT_SECRET: secret('jwt-secret'),
    EXPRESS_SESSION_SECRET: secret('session-secret'),
    // Two servers share sessions.
    EXPRESS_SESSION_STORE: 'mongo',
    ADMIN_GROUPS: spec.adminGroups.join(','),
    DELETE_GROUPS: spec.adminGroups.join(','),
    CREATE_DATASET_GROUPS: spec.ingestorGroups.join(','),
    CREATE_DATASET_WITH_PID_GROUPS: spec.ingestorGroups.join(','),
    CREATE_DATASET_PRIVILEGED_GROUPS: spec.ingestorGroups.join(','),
    PROPOSAL_GROUPS: spec.ingestorGroups.join(','),
    SAMPLE_GROUPS: spec.ingestorGroups.join(','),
    OIDC_ISSUER: spec.login.issuer,
    OIDC_CLIENT_ID: spec.login.clientId,
    OIDC_CLIENT_SECRET: secret('client-secret'),
    OIDC_CALLBACK_URL: `${url}/api/v3/auth/oidc/callback`,
    OIDC_SCOPE: spec.login.scopes.join(' '),
    OIDC_SUCCESS_URL: `${url}/login`,
    OIDC_USERINFO_MAPPING_FIELD_USERNAME: spec.userClaim,
    OIDC_USERINFO_MAPPING_FIELD_EMAIL: 'email',
    // Nobody is recognised by an e-mail address.
    OIDC_USERQUERY_FILTER: 'username:username',
    ...(spec.groupsClaim !== null && { ACCESS_GROUPS_OIDCPAYLOAD_ENABLED: 'true', OIDC_ACCESS_GROUPS_PROPERTY: spec.groupsClaim }),
    ...(spec.functionalAccounts !== null && { FUNCTIONAL_ACCOUNTS_FILE: `${ACCOUNTS_PATH}/functionalAccounts.json` }),
  };
}
