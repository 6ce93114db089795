import type { PreflightProblem } from '../problem';
import type { ClusterState } from './cluster-state';

/** What the newest of the charts (core/versions.ts) and the kit's manifests need. */
export const OLDEST_KUBERNETES = '1.32';

/** Whether the API is new enough. Pure. */
export function checkVersion(cluster: string, { version = '' }: Pick<ClusterState, 'version'>): readonly PreflightProblem[] {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  const [oldMajor, oldMinor] = OLDEST_KUBERNETES.split('.').map(Number) as [number, number];
  return Number(major) > oldMajor || (Number(major) === oldMajor && Number(minor) >= oldMinor)
    ? []
    : [
        {
          code: 'KubernetesTooOld',
          message: `${cluster} runs Kubernetes ${version}, and the charts and manifests need ${OLDEST_KUBERNETES} or newer`,
          remedy: `have the cluster upgraded to ${OLDEST_KUBERNETES} or newer, one minor version after the other`,
        },
      ];
}
