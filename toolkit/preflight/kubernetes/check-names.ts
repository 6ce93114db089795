import type { JsonObject } from '../../json';
import type { PreflightProblem } from '../problem';
import type { ClusterNeeds, Named } from './cluster-needs';
import type { ClusterState } from './cluster-state';
import { listed, nameOf } from './objects';

interface Check {
  readonly code: string;
  readonly what: string;
  readonly wanted: readonly Named[];
  readonly there: readonly JsonObject[] | undefined;
  readonly remedy: string;
}

type Needs = Pick<ClusterNeeds, 'ingressClasses' | 'ingressNamespaces' | 'csiDrivers'>;
type State = Pick<ClusterState, 'ingressClasses' | 'namespaces' | 'csiDrivers'>;

/** Things that the site names and the cluster has to have. Pure. */
export function checkNames(cluster: string, needs: Needs, state: State): readonly PreflightProblem[] {
  const checks: readonly Check[] = [
    {
      code: 'IngressClassMissing',
      what: 'ingress class',
      wanted: needs.ingressClasses,
      there: state.ingressClasses,
      remedy: 'install the ingress controller, or name its class in ingressClass',
    },
    {
      code: 'NamespaceMissing',
      what: 'namespace',
      wanted: needs.ingressNamespaces,
      there: state.namespaces,
      remedy: 'name the one that the ingress controller runs in by ingressNamespace: services let nobody else in',
    },
    {
      code: 'DriverMissing',
      what: 'CSI driver',
      wanted: needs.csiDrivers,
      there: state.csiDrivers,
      remedy: 'install the driver of the mount (platforms/kubernetes/README.md, Storage)',
    },
  ];
  return checks.flatMap((check) => absent(cluster, check));
}

function absent(cluster: string, { code, what, wanted, there, remedy }: Check): readonly PreflightProblem[] {
  const names = there?.map(nameOf);
  return names === undefined
    ? []
    : wanted
        .filter(({ name }) => !names.includes(name))
        .map(({ name, why }) => ({
          code,
          message: `${cluster} has no ${what} '${name}', which ${why} needs`,
          remedy: `${remedy}; there are: ${listed(names)}`,
        }));
}
