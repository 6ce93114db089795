import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { imageParts } from '../manifests/image';
import { ingressAnnotations, ingressTls } from '../manifests/ingress';
import { hostOf } from '../manifests/names';
import { fixedResources, RESTRICTED_CONTAINER } from '../manifests/pod';
import { claimOf } from '../storage/render-mounts';
import type { HubDeployment } from './hub-deployment';
import { CHART_POLICY } from './hub-network';
import { renderKernels } from './kernels';
import { renderProfileList } from './profile-list';

const MODULES = '/usr/local/lib/daas/jupyterhub_daas';
const SMALL = fixedResources('50m', '64Mi');
/** Image of a session without one from the catalogue: JupyterLab of the chart's own version. */
const NOTEBOOK = `quay.io/jupyterhub/k8s-singleuser-sample:${VERSIONS.jupyterhubChart}`;

/** Secret with what the hub looks up. */
export function hubSecretOf(name: string): string {
  return `${name}-hub`;
}

/** Values of the JupyterHub chart. Pure. */
export function renderHubValues(deployment: HubDeployment, cluster: ClusterFacts): Record<string, unknown> {
  return {
    imagePullSecrets: cluster.pullSecrets.map((name) => ({ name })),
    hub: hub(deployment, cluster),
    proxy: proxy(cluster),
    singleuser: singleuser(deployment, cluster),
    scheduling: scheduling(deployment, cluster),
    prePuller: prePuller(deployment, cluster),
    ingress: {
      enabled: true,
      annotations: ingressAnnotations(cluster),
      ingressClassName: cluster.ingress.className,
      hosts: [hostOf(cluster, deployment.hub.name)],
      tls: ingressTls(cluster, deployment.hub.name),
    },
    cull: { enabled: true, timeout: deployment.hub.idleSeconds, every: 60, users: false, adminUsers: true },
  };
}

function hub({ hub: spec, modules, database }: HubDeployment, cluster: ClusterFacts): object {
  const { login } = spec;
  const secret = hubSecretOf(spec.name);
  return {
    image: image(cluster, `quay.io/jupyterhub/k8s-hub:${VERSIONS.jupyterhubChart}`),
    config: {
      JupyterHub: {
        authenticator_class: 'jupyterhub_daas.authenticator.BrokerAuthenticator',
        spawner_class: 'jupyterhub_daas.kube_spawner.DaasKubeSpawner',
        admin_access: false,
        tornado_settings: {
          slow_spawn_timeout: 0,
          headers: { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin' },
          cookie_options: { samesite: 'Lax', secure: true },
        },
      },
      BrokerAuthenticator: {
        client_id: login.clientId,
        login_service: login.label,
        oauth_callback_url: `https://${hostOf(cluster, spec.name)}/hub/oauth_callback`,
        authorize_url: login.authorizeUrl,
        token_url: login.tokenUrl,
        userdata_url: login.userinfoUrl,
        end_session_url: login.logoutUrl,
        after_logout_url: spec.afterLogoutUrl,
        scope: login.scopes,
        identity: spec.identities,
      },
      DaasKubeSpawner: {
        mounts: spec.mounts.map((m) => ({
          name: m.name,
          role: m.role,
          claim: claimOf(m),
          path: m.mountPath,
          perProposal: m.perProposal,
          readOnly: m.readOnly,
        })),
        // What pod security `restricted` asks for beyond the chart; ids are set for each user.
        pod_security_context: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        container_security_context: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        automount_service_account_token: false,
      },
    },
    extraFiles: Object.fromEntries(
      Object.entries(modules).map(([name, source]) => [`daas-${name}`, { mountPath: `${MODULES}/${name}.py`, stringData: source }]),
    ),
    extraEnv: {
      PYTHONPATH: '/usr/local/lib/daas',
      OAUTH_CLIENT_SECRET: { valueFrom: { secretKeyRef: { name: secret, key: 'client-secret' } } },
      ...(database.kind === 'postgres' && { PGPASSWORD: { valueFrom: { secretKeyRef: { name: secret, key: 'database-password' } } } }),
    },
    // The hub reads secrets when it starts.
    annotations: { 'daas-kit/secrets-revision': String(cluster.secretsRevision) },
    db: db(database, cluster),
    resources: fixedResources('500m', '1Gi'),
    networkPolicy: CHART_POLICY,
    ...services(cluster),
  };
}

function db(database: HubDeployment['database'], cluster: ClusterFacts): object {
  if (database.kind === 'volume') {
    return { type: 'sqlite-pvc', pvc: { storage: '2Gi', storageClassName: cluster.storageClasses.block } };
  }
  const { user, host, port, database: name } = database;
  return { type: 'postgres', url: `postgresql+psycopg2://${user}@${host}:${port}/${name}` };
}

function proxy(cluster: ClusterFacts): object {
  return {
    service: { type: 'ClusterIP' },
    chp: {
      image: image(cluster, `quay.io/jupyterhub/configurable-http-proxy:${VERSIONS.configurableHttpProxy}`),
      resources: fixedResources('200m', '512Mi'),
      networkPolicy: { ...CHART_POLICY, allowedIngressPorts: [] },
      ...services(cluster),
    },
  };
}

function singleuser(deployment: HubDeployment, cluster: ClusterFacts): object {
  const { environments } = deployment.hub;
  const first = environments.find((e) => e.source.kind === 'image')?.source;
  const kernels = renderKernels(environments);
  return {
    image: image(cluster, first?.kind === 'image' ? first.image : NOTEBOOK),
    // Users' ids come with their log-in; this is what a session would have without.
    uid: 65534,
    fsGid: null,
    storage: { type: 'none' },
    // Policies keep the metadata service away; the chart's other way is a privileged container.
    cloudMetadata: { blockWithIptables: false },
    networkPolicy: CHART_POLICY,
    cmd: 'jupyterhub-singleuser',
    defaultUrl: '/lab',
    startTimeout: 300,
    profileList: renderProfileList(deployment, cluster),
    ...(Object.keys(kernels).length > 0 && { extraFiles: kernels }),
  };
}

function scheduling({ hub: { profiles }, placeholders }: HubDeployment, cluster: ClusterFacts): object {
  const size = { cpu: String(profiles[0]!.cores), memory: `${profiles[0]!.memoryMebibytes}Mi` };
  return {
    // Packing users onto few nodes pays where nodes can be given back; these are the facility's own.
    userScheduler: { enabled: false },
    podPriority: { enabled: placeholders > 0 },
    userPlaceholder: {
      enabled: placeholders > 0,
      replicas: placeholders,
      image: image(cluster, PAUSE),
      resources: fixedResources(size.cpu, size.memory),
    },
    corePods: { nodeAffinity: { matchNodePurpose: 'ignore' } },
    userPods: { nodeAffinity: { matchNodePurpose: 'ignore' } },
  };
}

const PAUSE = 'registry.k8s.io/pause:3.10.2';

function prePuller(_deployment: HubDeployment, cluster: ClusterFacts): object {
  const sessions = cluster.nodePools.filter((p) => p.purpose === 'sessions');
  return {
    resources: SMALL,
    pullProfileListImages: true,
    // Images are pulled to every node where a session may start, with a GPU or without.
    extraTolerations: sessions.flatMap((p) => p.taints.map((t) => ({ ...t, operator: 'Equal' }))),
    containerSecurityContext: {
      runAsUser: 65534,
      runAsGroup: 65534,
      ...RESTRICTED_CONTAINER,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    hook: {
      enabled: true,
      resources: SMALL,
      image: image(cluster, `quay.io/jupyterhub/k8s-image-awaiter:${VERSIONS.jupyterhubChart}`),
      ...services(cluster),
    },
    continuous: { enabled: true },
    pause: { image: image(cluster, PAUSE) },
  };
}

/** Where the chart's own services are placed. */
function services(cluster: ClusterFacts): object {
  const pool = cluster.nodePools.find((p) => p.purpose === 'services');
  return pool === undefined ? {} : { nodeSelector: pool.labels, tolerations: pool.taints.map((t) => ({ ...t, operator: 'Equal' })) };
}

function image(cluster: ClusterFacts, whole: string): { readonly name: string; readonly tag: string } {
  const { repository, tag } = imageParts(cluster, whole);
  return { name: repository, tag };
}
