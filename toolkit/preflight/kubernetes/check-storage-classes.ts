import { isObject, type JsonObject } from '../../json';
import type { PreflightProblem } from '../problem';
import type { ClusterNeeds } from './cluster-needs';
import type { ClusterState } from './cluster-state';
import { listed, nameOf, part } from './objects';

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** Storage classes that volumes are made of: by name, or the cluster's default. Pure. */
export function checkStorageClasses(
  cluster: string,
  { storageClasses: wanted }: Pick<ClusterNeeds, 'storageClasses'>,
  { storageClasses: there }: Pick<ClusterState, 'storageClasses'>,
): readonly PreflightProblem[] {
  if (there === undefined) {
    return [];
  }
  const names = there.map(nameOf);
  return wanted
    .filter(({ name }) => (name === '' ? !there.some(isDefault) : !names.includes(name)))
    .map(({ name, why }) => ({
      code: 'StorageClassMissing',
      message: `${cluster} has no ${name === '' ? 'default storage class' : `storage class '${name}'`}, which volumes of ${why} need`,
      remedy: `have it made, or name another by storageClasses in the site; there are: ${listed(names)}`,
    }));
}

function isDefault(storageClass: JsonObject): boolean {
  const annotations = part(storageClass, 'metadata', 'annotations');
  return isObject(annotations) && annotations[DEFAULT] === 'true';
}
