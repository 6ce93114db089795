import { textOf } from '../../json';
import type { PreflightProblem } from '../problem';
import type { ClusterNeeds, KindNeed } from './cluster-needs';
import type { ClusterState } from './cluster-state';
import { list, listed, part } from './objects';

/** Who brings the kinds of a group. */
const BROUGHT_BY: Readonly<Record<string, string>> = {
  'cert-manager.io': 'install cert-manager (cert-manager.io/docs/installation)',
  'postgresql.cnpg.io': 'install CloudNativePG, or let the site bring it: leave out existingOperator of Postgres.operated()',
};

/** Kinds and named objects of them that the site uses and the cluster doesn't have. Pure. */
export function checkKinds(
  cluster: string,
  { kinds }: Pick<ClusterNeeds, 'kinds'>,
  { definitions, objects }: Pick<ClusterState, 'definitions' | 'objects'>,
): readonly PreflightProblem[] {
  if (definitions === undefined) {
    return [];
  }
  const served = new Set(
    definitions.flatMap((d) =>
      list(part(d, 'spec'), 'versions')
        .filter((v) => v['served'] === true)
        .map((v) => `${textOf(part(d, 'spec')['group'])}/${textOf(v['name'])} ${textOf(part(d, 'spec', 'names')['kind'])}`),
    ),
  );
  const missing = kinds.filter((k) => !served.has(`${k.apiVersion} ${k.kind}`));
  const kindsMissing = [...new Map(missing.map((k) => [`${k.apiVersion} ${k.kind}`, k])).values()].map((k) => kindProblem(cluster, k));
  const lost = kinds.filter((k) => !missing.includes(k) && k.object !== null).flatMap((k) => objectProblem(cluster, k, objects));
  return [...kindsMissing, ...lost];
}

function kindProblem(cluster: string, { apiVersion, kind, why }: KindNeed): PreflightProblem {
  return {
    code: 'KindMissing',
    message: `${cluster} has no kind ${kind} of ${apiVersion}, which ${why} uses`,
    remedy: BROUGHT_BY[apiVersion.split('/')[0]!] ?? `install what brings the CustomResourceDefinition of ${kind} (${apiVersion})`,
  };
}

function objectProblem(cluster: string, need: KindNeed, objects: ClusterState['objects']): readonly PreflightProblem[] {
  const names = objects.get(`${need.kind}.${need.apiVersion.split('/')[0]!}`);
  return names === undefined || names.includes(need.object!)
    ? []
    : [
        {
          code: 'ObjectMissing',
          message: `${cluster} has no ${need.kind} '${need.object}', which ${need.why} names`,
          remedy: `have it made, or name another in the site; there are: ${listed(names)}`,
        },
      ];
}
