import type { VisaSpec } from '../../../constructs/portal/visa-spec';
import { VERSIONS } from '../../../core/versions';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { hashOf } from '../manifests/hash';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { clusterService, container, deployment, disruptionBudget, metadataOf } from '../manifests/workload';
import { renderAttributeProvider } from './attribute-provider';
import { VISA, VISA_SECRET } from './visa-deployment';

const NODE_UID = 1000;
const NGINX_UID = 101;
const REDIS_UID = 999;
const TEMPORARY = { name: 'temporary', mountPath: '/tmp' } as const;

/** The accounts service: it says who a token belongs to, by the site's identity map. */
export function renderAccounts(visa: VisaSpec, cluster: ClusterFacts): KubernetesObject[] {
  const { name: component, port } = VISA.accounts;
  const data = { 'attribute-provider.js': renderAttributeProvider(visa) };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(cluster, visa.name, component), data },
    deployment(cluster, {
      service: visa.name,
      component,
      replicas: 2,
      configurationHash: hashOf(data),
      containers: [
        container(cluster, {
          name: component,
          image: `ghcr.io/illgrenoble/visa-accounts:${VERSIONS.visa.accounts}`,
          uid: NODE_UID,
          cpu: '250m',
          memory: '256Mi',
          port,
          environment: {
            VISA_ACCOUNTS_SERVER_HOST: '0.0.0.0',
            VISA_ACCOUNTS_SERVER_PORT: String(port),
            VISA_ACCOUNTS_IDP: `${visa.login.issuer}/.well-known/openid-configuration`,
            VISA_ACCOUNTS_CLIENT_ID: visa.login.clientId,
            VISA_ACCOUNTS_IDP_TIMEOUT_MS: '5000',
            // Every request of the browser asks; what the broker said half a minute ago still counts.
            VISA_ACCOUNTS_IDP_CACHE_EXPIRATION_S: '30',
            VISA_ACCOUNTS_ATTRIBUTE_PROVIDER: '/srv/provider/attribute-provider.js',
          },
          mounts: [{ name: 'provider', mountPath: '/srv/provider', readOnly: true }],
        }),
      ],
      volumes: [{ name: 'provider', configMap: { name: component } }],
    }),
    clusterService(cluster, { service: visa.name, component, port }),
    disruptionBudget(cluster, visa.name, component),
  ];
}

/** The proxy of notebooks on desktops. One: it keeps the open sessions in files of its own. */
export function renderJupyterProxy(visa: VisaSpec, cluster: ClusterFacts): KubernetesObject[] {
  const { name: component, port } = VISA.jupyterProxy;
  return [
    deployment(cluster, {
      service: visa.name,
      component,
      replicas: 1,
      recreate: true,
      configurationHash: hashOf(VISA.api),
      containers: [
        container(cluster, {
          name: component,
          image: `ghcr.io/illgrenoble/visa-jupyter-proxy:${VERSIONS.visa.jupyterProxy}`,
          uid: NODE_UID,
          cpu: '500m',
          memory: '512Mi',
          port,
          environment: {
            VISA_JUPYTER_PROXY_SERVER_HOST: '0.0.0.0',
            VISA_JUPYTER_PROXY_SERVER_PORT: String(port),
            VISA_JUPYTER_PROXY_API_HOST: VISA.api.name,
            VISA_JUPYTER_PROXY_API_PORT: String(VISA.api.port),
            VISA_JUPYTER_PROXY_STORAGE_DIR: '/data',
          },
          mounts: [{ name: 'sessions', mountPath: '/data' }],
        }),
      ],
      volumeGroup: NODE_UID,
      // Lost with the pod, as are the sessions that it holds.
      volumes: [{ name: 'sessions', emptyDir: { sizeLimit: '64Mi' } }],
    }),
    clusterService(cluster, { service: visa.name, component, port }),
  ];
}

/** The pages. The image's own settings of nginx want port 80, which only root may open everywhere. */
export function renderWeb(visa: VisaSpec, cluster: ClusterFacts): KubernetesObject[] {
  const { name: component, port } = VISA.web;
  const data = { 'nginx.conf': nginxConf(port) };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(cluster, visa.name, component), data },
    deployment(cluster, {
      service: visa.name,
      component,
      replicas: 2,
      configurationHash: hashOf(data),
      containers: [
        container(cluster, {
          name: component,
          image: `ghcr.io/illgrenoble/visa-web:${VERSIONS.visa.web}`,
          uid: NGINX_UID,
          cpu: '100m',
          memory: '128Mi',
          port,
          probe: { path: '/' },
          mounts: [{ name: 'settings', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf', readOnly: true }, TEMPORARY],
        }),
      ],
      volumes: [
        { name: 'settings', configMap: { name: component } },
        { name: 'temporary', emptyDir: { sizeLimit: '64Mi' } },
      ],
    }),
    clusterService(cluster, { service: visa.name, component, port }),
    disruptionBudget(cluster, visa.name, component),
  ];
}

/** Messages between API servers. Nothing is kept: a restart costs a reconnection. */
export function renderRedis(visa: VisaSpec, cluster: ClusterFacts): KubernetesObject[] {
  const { name: component, port } = VISA.redis;
  // The password goes through a file in memory: arguments can be read by everybody on the node.
  const start = `umask 077; printf 'requirepass "%s"\\n' "$REDIS_PASSWORD" > /tmp/redis.conf; exec redis-server /tmp/redis.conf --port ${port} --save '' --appendonly no --maxmemory 200mb`;
  return [
    deployment(cluster, {
      service: visa.name,
      component,
      replicas: 1,
      recreate: true,
      configurationHash: hashOf(start),
      containers: [
        container(cluster, {
          name: component,
          image: `docker.io/library/redis:${VERSIONS.redis}`,
          uid: REDIS_UID,
          cpu: '250m',
          memory: '256Mi',
          port,
          command: ['sh', '-ec', start],
          environment: { REDIS_PASSWORD: { secret: VISA_SECRET, key: 'redis-password' } },
          mounts: [TEMPORARY],
        }),
      ],
      volumes: [{ name: 'temporary', emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } }],
    }),
    clusterService(cluster, { service: visa.name, component, port }),
  ];
}

function nginxConf(port: number): string {
  return `worker_processes 1;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  sendfile on;
  gzip on;
  gzip_types text/plain text/css application/json application/javascript image/svg+xml;
  client_body_temp_path /tmp/client;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  server {
    listen ${port};
    root /usr/share/nginx/html;
    add_header X-Content-Type-Options nosniff;
    location / {
      try_files $uri $uri/ /index.html;
      add_header Cache-Control "no-store, no-cache, must-revalidate";
    }
  }
}
`;
}
