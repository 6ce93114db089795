import type { SecretReference } from '../../../core/secret';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { ingress } from '../manifests/ingress';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { labelsOf, namespaceOf } from '../manifests/names';
import { renderNamespace } from '../manifests/namespace';
import type { Rendering } from '../manifests/rendering';
import { renderDatabase } from '../postgres/database';
import { renderDatabaseJobs } from './database-jobs';
import { renderApi } from './render-api';
import { renderVisaNetwork } from './render-network';
import { renderAccounts, renderJupyterProxy, renderRedis, renderWeb } from './render-parts';
import { DATABASE_CLIENTS, MADE_SECRET, SIGNING_SECRET, VISA, VISA_SECRET, type VisaDeployment } from './visa-deployment';

/** Desktops and notebooks are web sockets that stay open for hours. */
const LONG_SECONDS = '3600';

/** VISA 3 with its database. Pure. */
export function renderVisa(deployment: VisaDeployment, cluster: ClusterFacts): Rendering {
  const { visa, postgres } = deployment;
  const { name } = visa;
  const namespace = namespaceOf(cluster, name);
  const labels = labelsOf(cluster, name, 'portal');
  const database = renderDatabase(postgres, name, { kind: 'pods', labels: DATABASE_CLIENTS }, cluster);
  const { connection, quota } = database;
  return {
    objects: [
      ...renderNamespace(cluster, {
        service: name,
        podSecurity: { level: 'restricted' },
        // Room for one more of each, for a rolling update.
        quota: {
          cpu: visa.secondaries + 8 + quota.cpu,
          memoryGibibytes: 2 * visa.secondaries + 10 + quota.memoryGibibytes,
          pods: visa.secondaries + 16 + quota.pods,
        },
      }),
      ...renderVisaNetwork(deployment, connection, cluster),
      ...secrets(deployment, cluster),
      ...database.objects,
      ...renderDatabaseJobs(visa, connection, cluster),
      ...renderApi(deployment, connection, cluster),
      ...(visa.secondaries === 0 ? [] : renderRedis(visa, cluster)),
      ...renderAccounts(visa, cluster),
      ...renderJupyterProxy(visa, cluster),
      ...renderWeb(visa, cluster),
      ingress(cluster, {
        name,
        namespace,
        labels,
        host: name,
        routes: [
          { path: '/api', service: VISA.api.name, port: VISA.api.port },
          ...['/jupyter', '/visafs', '/ws/print'].map((path) => ({ path, service: VISA.jupyterProxy.name, port: VISA.jupyterProxy.port })),
          { path: '/', service: VISA.web.name, port: VISA.web.port },
        ],
        annotations: {
          'nginx.ingress.kubernetes.io/proxy-read-timeout': LONG_SECONDS,
          'nginx.ingress.kubernetes.io/proxy-send-timeout': LONG_SECONDS,
          'nginx.ingress.kubernetes.io/proxy-body-size': '100m',
        },
      }),
    ],
    releases: database.releases,
  };
}

function secrets({ visa, madeSecret }: VisaDeployment, cluster: ClusterFacts): KubernetesObject[] {
  const { name, cloud, signing, secondaries } = visa;
  const secret = (secretName: string, references: Readonly<Record<string, SecretReference>>): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName, namespace: namespaceOf(cluster, name), labels: labelsOf(cluster, name, 'portal') },
    references,
  });
  const references = {
    ...(secondaries > 0 && { 'redis-password': { store: 'site', name: `${environmentName(name)}_REDIS_PASSWORD` } as const }),
    ...cloudSecret(cloud),
  };
  return [
    ...(Object.keys(references).length === 0 ? [] : [secret(VISA_SECRET, references)]),
    ...(madeSecret === null ? [] : [{ ...secret(MADE_SECRET, {}), made: { 'cloud-secret': madeSecret } }]),
    ...(signing === null ? [] : [secret(SIGNING_SECRET, { 'private.pem': signing.privateKey, 'public.pem': signing.publicKey })]),
  ];
}

function cloudSecret(cloud: VisaDeployment['visa']['cloud']): Readonly<Record<string, SecretReference>> {
  const reference = cloud.kind === 'web' ? cloud.token : cloud.credentialSecret;
  return reference.store === 'made' ? {} : { 'cloud-secret': reference };
}

function environmentName(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}
