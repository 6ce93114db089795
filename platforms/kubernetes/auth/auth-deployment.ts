import type { AuthSpec } from '../../../constructs/auth/auth-spec';
import type { PostgresSpec } from '../postgres/postgres';

/** The broker with what only the cluster knows of it. Plain data. */
export interface AuthDeployment {
  /** Name of the service: `auth`. */
  readonly name: string;
  readonly auth: AuthSpec;
  readonly postgres: PostgresSpec;
  /** Servers of the broker: two, so that a node can be taken away. */
  readonly replicas: number;
  /** Text of realm_steps.py. */
  readonly steps: string;
}
