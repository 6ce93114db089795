import type { Construct } from 'constructs';
import type { HubBinding, HubEndpoint } from '../../constructs/hub/hub-spec';
import type { Cluster } from './cluster';
import { checkHub } from './hub/check-hub';
import { hubModules } from './hub/hub-modules';
import { renderHub } from './hub/render-hub';
import { hostOf } from './manifests/names';

/** Where a hub of the cluster answers. */
export function hubEndpoint({ facts }: Cluster, name: string): HubEndpoint {
  const url = `https://${hostOf(facts, name)}`;
  return { url, healthUrl: `${url}/hub/health`, redirectUri: `${url}/hub/oauth_callback` };
}

/** JupyterHub by its chart. */
export function bindHub(scope: Construct, cluster: Cluster, spec: () => HubBinding): void {
  checkHub(scope, spec(), cluster.facts, cluster.gpuPools);
  const { hubDatabase: database, placeholders, gpuPools } = cluster;
  cluster.deploy(scope, (facts) => renderHub({ hub: spec(), gpuPools, database, placeholders, modules: hubModules() }, facts));
}
