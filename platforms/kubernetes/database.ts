import type { Construct } from 'constructs';
import type { Cluster } from './cluster';
import { renderPostgresOperator } from './postgres/operator';

/** Makes a service that has a database wait for what makes databases. */
export function bindPostgres(scope: Construct, cluster: Cluster): void {
  if (cluster.postgres.kind === 'operated' && cluster.postgres.bringsOperator) {
    scope.node.addDependency(cluster.deployOnce('PostgresOperator', renderPostgresOperator));
  }
}
