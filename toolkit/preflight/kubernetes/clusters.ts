import type { SiteDocument } from '../../stack/site-document';
import { Attempts } from '../attempts';
import type { Look, Tell } from '../look';
import { together } from '../problem';
import { askCluster } from './ask-cluster';
import { checkKinds } from './check-kinds';
import { checkNames } from './check-names';
import { checkNodes } from './check-nodes';
import { checkRoom } from './check-room';
import { checkStorageClasses } from './check-storage-classes';
import { checkVersion } from './check-version';
import type { ClusterNeeds } from './cluster-needs';
import { clusterRoom } from './cluster-room';
import type { ClusterState } from './cluster-state';
import { clusterSums } from './cluster-sums';
import { Kubectl } from './kubectl';
import { clusterNeeds } from './read-needs';

type Document = Pick<SiteDocument, 'resources' | 'blueprint' | 'rest'>;

/** What a site takes of its clusters; nobody is asked. */
export function sumUpClusters(document: Document): Look {
  return { sums: clusterNeeds(document).flatMap(clusterSums), quotas: [], problems: [], notes: [] };
}

/** Whether its clusters have what a site needs. */
export async function lookAtClusters(document: Document, tell: Tell): Promise<Look> {
  const looks: Look[] = [];
  for (const needs of clusterNeeds(document)) {
    looks.push(await lookAt(needs, tell));
  }
  return { sums: looks.flatMap((l) => l.sums), quotas: looks.flatMap((l) => l.quotas), ...together(looks) };
}

async function lookAt(needs: ClusterNeeds, tell: Tell): Promise<Look> {
  const sums = clusterSums(needs);
  if (needs.access === null) {
    return { sums, quotas: [], problems: [], notes: [`${needs.name} is made by the site itself: it can't be asked before`] };
  }
  tell(`cluster ${needs.name}: what it has`);
  const attempts = new Attempts();
  const state = await askCluster(new Kubectl(needs.access), needs, attempts);
  const asked = { problems: attempts.problems, notes: [] };
  return state === undefined ? { sums, quotas: [], ...asked } : judge(needs, state, asked);
}

/** Everything that a cluster lacks. Pure. */
export function judge(needs: ClusterNeeds, state: ClusterState, asked: { readonly problems: Look['problems'] }): Look {
  const { name } = needs;
  const sums = clusterSums(needs);
  const quotas = clusterRoom(needs, sums, state);
  const alone = [
    ...asked.problems,
    ...checkVersion(name, state),
    ...checkKinds(name, needs, state),
    ...checkStorageClasses(name, needs, state),
    ...checkNames(name, needs, state),
    ...checkRoom(sums, quotas),
  ];
  return { sums, quotas, ...together([{ problems: alone, notes: [] }, checkNodes(name, needs, state)]) };
}
