import { siteStack } from '../stack/site-stack-folder';
import type { StackFolder } from '../stack/stack-folder';
import { lookAtCloud, sumUpCloud } from './cloud/cloud';
import { lookAtEndpoints } from './endpoints/endpoints';
import { lookAtHosts, sumUpHosts } from './hosts/hosts';
import { lookAtClusters, sumUpClusters } from './kubernetes/clusters';
import type { Look, Tell } from './look';
import { together } from './problem';

/** What a site takes of its platforms, and why deploying it would fail. */
export interface Preflight extends Look {
  readonly site: string;
  /** Text to send to who gives quotas; empty when all suffice. */
  readonly request: string;
}

/** Looks before a deployment; `offline` asks nobody. */
export async function preflight(given: string, offline: boolean, tell: Tell): Promise<Preflight> {
  tell(`synthesis of ${given}`);
  const { name, stack } = siteStack(given);
  return offline ? sumUpSite(name, stack) : lookAtSite(name, stack, tell);
}

/** The sums alone. */
export function sumUpSite(site: string, stack: Pick<StackFolder, 'written' | 'document'>): Preflight {
  const cloud = sumUpCloud(site, stack);
  return join(site, cloud.request, [cloud, sumUpClusters(stack.document), sumUpHosts(stack.document)]);
}

/** One platform after the other: all that is wrong is told at once. */
async function lookAtSite(site: string, stack: StackFolder, tell: Tell): Promise<Preflight> {
  const cloud = await lookAtCloud(site, stack, tell);
  const clusters = await lookAtClusters(stack.document, tell);
  const hosts = await lookAtHosts(stack.document, tell);
  const endpoints = await lookAtEndpoints(stack.document, tell);
  return join(site, cloud.request, [cloud, clusters, hosts, { ...endpoints, sums: [], quotas: [] }]);
}

function join(site: string, request: string, looks: readonly Look[]): Preflight {
  return { site, request, sums: looks.flatMap((l) => l.sums), quotas: looks.flatMap((l) => l.quotas), ...together(looks) };
}
