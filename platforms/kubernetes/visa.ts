import type { Construct } from 'constructs';
import type { PortalEndpoint } from '../../constructs/portal/portal-host';
import type { VisaSpec } from '../../constructs/portal/visa-spec';
import type { Cluster } from './cluster';
import { bindPostgres } from './database';
import { hostOf } from './manifests/names';
import { renderVisa } from './visa/render-visa';

/** Where VISA answers. Its own health page wants a log-in; the configuration of its pages doesn't. */
export function visaEndpoint({ facts }: Cluster, name: string): PortalEndpoint {
  const url = `https://${hostOf(facts, name)}`;
  return { url, healthUrl: `${url}/api/configuration` };
}

/** VISA 3 with its database. */
export function bindVisa(scope: Construct, cluster: Cluster, visa: VisaSpec, madeSecret: string | null): void {
  bindPostgres(scope, cluster);
  cluster.deploy(scope, (facts) => renderVisa({ visa, postgres: cluster.postgres, madeSecret }, facts));
}
