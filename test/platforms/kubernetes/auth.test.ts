import { Postgres } from '../../../platforms/kubernetes/postgres/postgres';
import { renderAuth } from '../../../platforms/kubernetes/auth/render-auth';
import { isSecretObject } from '../../../platforms/kubernetes/manifests/kubernetes-object';
import type { Plain } from '../../synthesised';
import { LDAP, NOTEBOOKS, secret } from '../keycloak/specs';
import { authOf, factsOf } from './facts';

const jobOf = (deployment = authOf(), facts = factsOf()) =>
  renderAuth(deployment, facts).objects.find((o) => o.kind === 'Job') as unknown as Plain;

test('log-ins are published and the broker’s administration is not', () => {
  const published = renderAuth(authOf(), factsOf()).objects.find((o) => o.kind === 'Ingress') as unknown as Plain;
  const { paths } = published['spec'].rules[0].http;
  expect(paths.map((p: { path: string }) => p.path)).toEqual(['/realms/', '/resources/', '/.well-known/']);
});

test('Keycloak’s values', () => {
  const release = renderAuth(authOf(), factsOf()).releases.find((r) => r.name === 'keycloak');
  expect(release).toMatchInlineSnapshot(`
   {
     "chart": "keycloakx",
     "name": "keycloak",
     "namespace": "daas-auth",
     "repository": "https://codecentric.github.io/helm-charts",
     "values": {
       "affinity": "{"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":100,"podAffinityTerm":{"labelSelector":{"matchLabels":{"app.kubernetes.io/name":"keycloak","app.kubernetes.io/instance":"keycloak"}},"topologyKey":"kubernetes.io/hostname"}}]}}",
       "args": [
         "start",
       ],
       "database": {
         "database": "auth",
         "existingSecret": "auth-database-app",
         "existingSecretKey": "password",
         "hostname": "auth-database-rw.daas-auth.svc",
         "port": 5432,
         "username": "auth",
         "vendor": "postgres",
       },
       "enableServiceLinks": false,
       "extraEnv": "- {"name":"KC_HOSTNAME","value":"https://auth.fake.example"}
   - {"name":"KC_HOSTNAME_ADMIN","value":"http://localhost:8080"}
   - {"name":"KC_BOOTSTRAP_ADMIN_USERNAME","value":"admin"}
   - {"name":"KC_BOOTSTRAP_ADMIN_PASSWORD","valueFrom":{"secretKeyRef":{"name":"keycloak-admin","key":"password"}}}
   - {"name":"KC_DB_URL_PROPERTIES","value":"?sslmode=require"}
   - {"name":"KC_SPI_CONNECTIONS_HTTP_CLIENT__DEFAULT__SOCKET_TIMEOUT_MILLIS","value":"20000"}
   - {"name":"JAVA_OPTS_APPEND","value":"-Djava.io.tmpdir=/tmp"}
   ",
       "fullnameOverride": "keycloak",
       "health": {
         "enabled": true,
       },
       "http": {
         "internalPort": "http-internal",
         "internalScheme": "HTTP",
         "relativePath": "/",
       },
       "image": {
         "repository": "quay.io/keycloak/keycloak",
         "tag": "26.7.0",
       },
       "imagePullSecrets": [],
       "ingress": {
         "enabled": false,
       },
       "metrics": {
         "enabled": true,
       },
       "nameOverride": "keycloak",
       "networkPolicy": {
         "enabled": false,
       },
       "podAnnotations": {
         "daas-kit/secrets-revision": "1",
       },
       "podDisruptionBudget": {
         "minAvailable": 1,
       },
       "podSecurityContext": {
         "fsGroup": 1000,
         "runAsNonRoot": true,
         "seccompProfile": {
           "type": "RuntimeDefault",
         },
       },
       "proxy": {
         "enabled": true,
         "http": {
           "enabled": true,
         },
         "mode": "xforwarded",
       },
       "replicas": 2,
       "resources": {
         "limits": {
           "cpu": "1",
           "memory": "1536Mi",
         },
         "requests": {
           "cpu": "1",
           "memory": "1536Mi",
         },
       },
       "securityContext": {
         "allowPrivilegeEscalation": false,
         "capabilities": {
           "drop": [
             "ALL",
           ],
         },
         "readOnlyRootFilesystem": false,
         "runAsGroup": 0,
         "runAsNonRoot": true,
         "runAsUser": 1000,
       },
       "serviceAccount": {
         "automountServiceAccountToken": false,
         "create": true,
       },
       "test": {
         "enabled": false,
       },
     },
     "version": "7.1.11",
   }
  `);
});

test('the database’s values', () => {
  expect(renderAuth(authOf(), factsOf()).releases.find((r) => r.name === 'auth-database')).toMatchInlineSnapshot(`
   {
     "chart": "cluster",
     "keepData": true,
     "name": "auth-database",
     "namespace": "daas-auth",
     "repository": "https://cloudnative-pg.github.io/charts",
     "values": {
       "backups": {
         "enabled": false,
       },
       "cluster": {
         "affinity": {
           "topologyKey": "kubernetes.io/hostname",
         },
         "enableSuperuserAccess": false,
         "imageName": "ghcr.io/cloudnative-pg/postgresql:17.6",
         "initdb": {
           "database": "auth",
           "owner": "auth",
         },
         "instances": 2,
         "resources": {
           "limits": {
             "cpu": "1",
             "memory": "1Gi",
           },
           "requests": {
             "cpu": "1",
             "memory": "1Gi",
           },
         },
         "storage": {
           "size": "10Gi",
           "storageClass": "ceph-block",
         },
       },
       "fullnameOverride": "auth-database",
     },
     "version": "0.8.1",
   }
  `);
});

test('a database of the facility’s needs no release, and a password from the site’s store', () => {
  const { releases, objects } = renderAuth(authOf({}, { postgres: Postgres.existing({ host: 'pg.fake.example' }).spec }), factsOf());
  expect(releases.map((r) => r.name)).toEqual(['keycloak']);
  expect(releases[0]!.values['database']).toMatchObject({ hostname: 'pg.fake.example', existingSecret: 'auth-database' });
  expect(objects.filter(isSecretObject).find((s) => s.metadata.name === 'auth-database')!.references).toEqual({
    password: secret('AUTH_DATABASE_PASSWORD'),
  });
});

test('the realm is applied in three steps; only the first two see secrets of the realm', () => {
  const { spec } = jobOf()['spec'].template;
  expect(spec.initContainers.map((c: Plain) => c.name)).toEqual(['resolve', 'apply']);
  expect(spec.containers.map((c: Plain) => c.name)).toEqual(['link']);
  const names = (container: Plain) => container.env.map((e: Plain) => e.name);
  expect(names(spec.initContainers[0])).toEqual(expect.arrayContaining(['CLIENT_NOTEBOOKS', 'FEDERATION_UMBRELLA']));
  expect(names(spec.containers[0])).toEqual(['KEYCLOAK_URL', 'KEYCLOAK_USER', 'KEYCLOAK_PASSWORD']);
  expect(spec.volumes.find((v: Plain) => v.name === 'realm')).toEqual({ name: 'realm', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } });
});

test('the realm’s file holds placeholders, and its Secret a reference for each', () => {
  const objects = renderAuth(authOf(), factsOf()).objects.filter((o) => o.metadata.name === 'realm');
  const file = (objects.find((o) => o.kind === 'ConfigMap') as unknown as Plain)['data']['realm.json'] as string;
  const references = Object.keys(objects.find(isSecretObject)!.references);
  expect([...new Set([...file.matchAll(/\$\(env:(\w+)\)/g)].map((m) => m[1]))].sort()).toEqual([...references].sort());
  expect(references).toEqual(expect.arrayContaining(['CLIENT_NOTEBOOKS']));
});

test.each<[string, Plain, boolean]>([
  ['nothing', {}, false],
  ['a redirect URI', { clients: [{ ...NOTEBOOKS, redirectUris: ['https://other.example/callback'] }] }, true],
  ['where a secret lies', { clients: [{ ...NOTEBOOKS, secret: secret('OTHER') }] }, true],
  ['an account', { accounts: [] }, true],
])('when %s changes, the Job runs again: %#', (_what, changes, again) => {
  expect(jobOf(authOf(changes)).metadata.name !== jobOf().metadata.name).toBe(again);
});

test('federations are reached on their ports, and nothing else outside', () => {
  const egress = (federations: Plain[]) =>
    (
      renderAuth(authOf({ federations, accounts: [] }), factsOf()).objects.find((o) =>
        o.metadata.name.startsWith('users-to-broker'),
      ) as unknown as Plain
    )['spec'].egress.flatMap((rule: Plain) => (rule.to.some((t: Plain) => t.ipBlock) ? rule.ports.map((p: Plain) => p.port) : []));
  expect(egress([LDAP])).toEqual([636]);
  expect(egress([])).toEqual([]);
});
