import type { SciCatSpec } from '../../../constructs/catalogue/scicat-spec';
import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { hashOf } from '../manifests/hash';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { hostOf } from '../manifests/names';
import { clusterService, container, deployment, disruptionBudget, metadataOf } from '../manifests/workload';
import { SCICAT } from './components';

/** User of the image. */
const UID = 101;
const FILE = 'config.override.json';

/** SciCat's pages. Pure. */
export function renderFrontend(spec: SciCatSpec, cluster: ClusterFacts): KubernetesObject[] {
  const { name: component, port } = SCICAT.frontend;
  const data = { [FILE]: `${JSON.stringify(settings(spec, cluster), null, 2)}\n` };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(cluster, spec.name, component), data },
    deployment(cluster, {
      service: spec.name,
      component,
      replicas: 2,
      configurationHash: hashOf(data),
      containers: [
        container(cluster, {
          name: component,
          image: `ghcr.io/scicatproject/frontend:${VERSIONS.scicat.frontend}`,
          uid: UID,
          cpu: '100m',
          memory: '128Mi',
          port,
          probe: { path: '/' },
          mounts: [
            { name: 'settings', mountPath: `/usr/share/nginx/html/assets/${FILE}`, subPath: FILE, readOnly: true },
            { name: 'temporary', mountPath: '/tmp' },
            // Where nginx keeps large requests and answers, and where the image has it write its logs.
            { name: 'temporary', mountPath: '/var/cache/nginx', subPath: 'cache' },
          ],
        }),
      ],
      volumeGroup: UID,
      volumes: [
        { name: 'settings', configMap: { name: component } },
        { name: 'temporary', emptyDir: { sizeLimit: '128Mi' } },
      ],
    }),
    clusterService(cluster, { service: spec.name, component, port }),
    disruptionBudget(cluster, spec.name, component),
  ];
}

/** What differs from the settings that the image brings. */
function settings(spec: SciCatSpec, cluster: ClusterFacts): object {
  const url = `https://${hostOf(cluster, spec.name)}`;
  return {
    lbBaseURL: url,
    facility: spec.facility,
    siteTitle: `${spec.title} of ${spec.facility}`,
    siteHeaderLogoUrl: url,
    supportEmail: spec.contact,
    loginFormEnabled: true,
    loginFacilityEnabled: true,
    loginFacilityLabel: spec.facility,
    loginLdapEnabled: false,
    // Accounts of programs log in by the API.
    loginLocalEnabled: false,
    oAuth2Endpoints: [{ authURL: 'api/v3/auth/oidc', displayText: spec.login.label }],
    // Nothing here archives, downloads or chats.
    jobsEnabled: false,
    archiveWorkflowEnabled: false,
    logbookEnabled: false,
    riotBaseUrl: '',
    fileDownloadEnabled: false,
    multipleDownloadEnabled: false,
    multipleDownloadAction: '',
    shoppingCartEnabled: false,
    shoppingCartOnHeader: false,
    datafilesActionsEnabled: false,
    sftpHost: '',
  };
}
