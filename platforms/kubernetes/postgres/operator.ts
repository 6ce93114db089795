import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { imageParts } from '../manifests/image';
import { labelsOf, namespaceOf } from '../manifests/names';
import { renderNamespace } from '../manifests/namespace';
import { apiAllowance, networkPolicy } from '../manifests/network-policy';
import { fixedResources, servicePod } from '../manifests/pod';
import type { Rendering } from '../manifests/rendering';

/** What the operator's namespace is named after. */
export const OPERATOR_SERVICE = 'postgres-operator';

const WEBHOOK_PORT = 9443;
const STATUS_PORT = 8000;

/** CloudNativePG's operator, once for a cluster. Its chart brings the kinds that databases are made of: it comes first. Pure. */
export function renderPostgresOperator(cluster: ClusterFacts): Rendering {
  const namespace = namespaceOf(cluster, OPERATOR_SERVICE);
  const { nodeSelector, tolerations } = servicePod(cluster);
  const image = imageParts(cluster, `ghcr.io/cloudnative-pg/cloudnative-pg:${VERSIONS.postgresOperator}`);
  return {
    objects: [
      ...renderNamespace(cluster, {
        service: OPERATOR_SERVICE,
        podSecurity: { level: 'restricted' },
        quota: { cpu: 1, memoryGibibytes: 1, pods: 4 },
      }),
      networkPolicy({
        name: 'operator',
        namespace,
        labels: labelsOf(cluster, OPERATOR_SERVICE, 'operator'),
        pods: {},
        // Neither the API, which calls the webhooks, nor servers in other namespaces have an address that a policy can name.
        ingress: [{ peers: [{ kind: 'internet' }], ports: [WEBHOOK_PORT], row: { end: 'kubernetes', why: 'the API calls webhooks' } }],
        egress: [
          apiAllowance('databases are made and watched'),
          { peers: [{ kind: 'internet' }], ports: [STATUS_PORT], row: { end: 'databases', why: 'servers are asked how they are' } },
        ],
      }),
    ],
    releases: [
      {
        name: 'postgres-operator',
        namespace,
        chart: 'cloudnative-pg',
        repository: 'https://cloudnative-pg.github.io/charts',
        version: VERSIONS.postgresOperatorChart,
        values: {
          replicaCount: 1,
          image,
          ...(cluster.pullSecrets.length > 0 && { imagePullSecrets: cluster.pullSecrets.map((name) => ({ name })) }),
          resources: fixedResources('250m', '256Mi'),
          ...(nodeSelector !== undefined && { nodeSelector, ...(tolerations !== undefined && { tolerations }) }),
        },
      },
    ],
  };
}
