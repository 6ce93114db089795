import type { VisaSpec } from '../../../constructs/portal/visa-spec';
import type { PostgresSpec } from '../postgres/postgres';

/** VISA with what only the cluster knows of it. Plain data. */
export interface VisaDeployment {
  readonly visa: VisaSpec;
  readonly postgres: PostgresSpec;
  /** Reference to the secret of the cloud's credential where the same site makes it; null otherwise. */
  readonly madeSecret: string | null;
}

/** Components, and the ports that they listen on. */
export const VISA = {
  web: { name: 'web', port: 8080 },
  api: { name: 'api', port: 8086 },
  accounts: { name: 'accounts', port: 8089 },
  jupyterProxy: { name: 'jupyter-proxy', port: 8088 },
  redis: { name: 'redis', port: 6379 },
} as const;

/** What both kinds of API server have and nothing else. */
export const API_PODS = { 'daas-kit/visa': 'api' } as const;
/** What everything has that reads the database. */
export const DATABASE_CLIENTS = { 'daas-kit/database': 'client' } as const;

/** Secret with what VISA's parts know. */
export const VISA_SECRET = 'visa';
/** Secret with the credential that the site's cloud made. */
export const MADE_SECRET = 'visa-cloud';
/** Secret with the key pair. */
export const SIGNING_SECRET = 'visa-signing';
