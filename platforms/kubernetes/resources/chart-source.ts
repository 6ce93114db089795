import type { HelmRelease } from '../manifests/helm-release';

/** Where Helm gets a chart: from a repository, or as an archive. */
export interface ChartSource {
  readonly chart: string;
  readonly repository?: string;
}

/** A mirror is a repository, or a folder with the charts as `helm pull` writes them. Pure. */
export function chartSource(mirror: string | null, { chart, version, repository }: HelmRelease): ChartSource {
  return isFolder(mirror) ? { chart: `${mirror}/${chart}-${version}.tgz` } : { chart, repository: mirror ?? repository };
}

function isFolder(mirror: string | null): mirror is string {
  return mirror?.startsWith('/') ?? false;
}
