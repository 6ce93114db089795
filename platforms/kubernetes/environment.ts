import type { BoundEnvironment } from '../../constructs/catalogue/environment-host';
import type { EnvironmentSpec } from '../../constructs/catalogue/environment-spec';
import { Problems } from '../../core/problems';
import type { Cluster } from './cluster';

const KINDS = ['image', 'conda', 'cvmfs'];

/** Images are a choice of each profile; prefixes on a mount are kernels. Nothing is installed on a cluster. */
export function bindEnvironment(cluster: Cluster, environment: EnvironmentSpec): BoundEnvironment {
  const { kind } = environment.source;
  if (!KINDS.includes(kind)) {
    const message = `environment '${environment.name}' is of kind ${kind}, which pods can't have`;
    Problems.report(cluster, { code: 'KubernetesEnvironmentKind', message, allowed: KINDS, given: kind });
  }
  return { ready: cluster.ready };
}
