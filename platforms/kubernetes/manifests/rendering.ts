import type { ClusterFacts } from './cluster-facts';
import type { HelmRelease } from './helm-release';
import type { KubernetesObject } from './kubernetes-object';

/** What comes of a spec on a cluster. Plain data. */
export interface Rendering {
  /** Objects of the kit's own, in the order in which they are best applied. */
  readonly objects: readonly KubernetesObject[];
  /** Releases of upstream charts; made once the objects are there. */
  readonly releases: readonly HelmRelease[];
}

/** Every renderer: pure, and without knowledge of the engine. */
export type Renderer<S> = (spec: S, cluster: ClusterFacts) => Rendering;

/** Several renderings as one. */
export function combine(...renderings: readonly Rendering[]): Rendering {
  return { objects: renderings.flatMap((r) => r.objects), releases: renderings.flatMap((r) => r.releases) };
}
