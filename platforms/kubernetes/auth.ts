import type { Construct } from 'constructs';
import type { AuthEndpoint, AuthSpec } from '../../constructs/auth/auth-spec';
import { kebab } from '../../core/names';
import { authEndpoint } from '../keycloak/auth-endpoint';
import { realmSteps } from './auth/realm-steps';
import { renderAuth } from './auth/render-auth';
import type { Cluster } from './cluster';
import { bindPostgres } from './database';
import { hostOf } from './manifests/names';

/** Two, so that a node can be taken away while users log in. */
const REPLICAS = 2;

/** Keycloak by its chart, and the realm in it. */
export function bindAuth(scope: Construct, cluster: Cluster, realm: string, spec: () => AuthSpec): AuthEndpoint {
  const name = kebab(scope.node.id);
  bindPostgres(scope, cluster);
  cluster.deploy(scope, (facts) =>
    renderAuth({ name, auth: spec(), postgres: cluster.postgres, replicas: REPLICAS, steps: realmSteps() }, facts),
  );
  return authEndpoint(`https://${hostOf(cluster.facts, name)}`, realm);
}
