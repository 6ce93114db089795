import type { Construct } from 'constructs';
import type { SciCatSpec } from '../../constructs/catalogue/scicat-spec';
import type { Cluster } from './cluster';
import { hostOf } from './manifests/names';
import { renderSciCat } from './scicat/render-scicat';

/** Where SciCat answers. */
export function sciCatEndpoint({ facts }: Cluster, name: string): { readonly url: string } {
  return { url: `https://${hostOf(facts, name)}` };
}

/** SciCat with its database. */
export function bindSciCat(scope: Construct, cluster: Cluster, spec: SciCatSpec): void {
  cluster.deploy(scope, (facts) => renderSciCat(spec, facts));
}
