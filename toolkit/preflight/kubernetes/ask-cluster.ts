import { textOf, type JsonObject } from '../../json';
import type { Attempts } from '../attempts';
import type { ClusterNeeds } from './cluster-needs';
import type { ClusterState } from './cluster-state';
import type { Kubectl } from './kubectl';
import { nameOf, part } from './objects';

const MAY_READ = 'have the account of the kubeconfig read it (kubectl auth can-i list), or ask who looks after the cluster';

/** Asks a cluster for what the checks look at; undefined when it doesn't answer at all. */
export async function askCluster(kubectl: Kubectl, needs: ClusterNeeds, attempts: Attempts): Promise<ClusterState | undefined> {
  const version = await attempts.ask(
    async () => kubectl.raw('/version'),
    'ClusterUnreachable',
    `see that kubectl is installed and that the kubeconfig's context answers: kubectl version (npx daas doctor SITE)`,
  );
  if (version === undefined) {
    return undefined;
  }
  const ask = async (kind: string, ...more: readonly string[]): Promise<readonly JsonObject[] | undefined> =>
    attempts.ask(async () => kubectl.list(kind, ...more), 'ClusterAnswer', MAY_READ);
  const definitions = await ask('customresourcedefinitions.apiextensions.k8s.io');
  return {
    version: textOf(version['gitVersion']),
    nodes: await ask('nodes'),
    pods: await ask('pods', '--all-namespaces', '--field-selector=status.phase!=Succeeded,status.phase!=Failed'),
    namespaces: await ask('namespaces'),
    storageClasses: await ask('storageclasses.storage.k8s.io'),
    ingressClasses: await ask('ingressclasses.networking.k8s.io'),
    csiDrivers: await ask('csidrivers.storage.k8s.io'),
    definitions,
    objects: await objectsOf(needs, definitions ?? [], ask),
  };
}

async function objectsOf(
  needs: ClusterNeeds,
  definitions: readonly JsonObject[],
  ask: (kind: string) => Promise<readonly JsonObject[] | undefined>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const { kind, apiVersion } of needs.kinds.filter((k) => k.object !== null)) {
    const group = apiVersion.split('/')[0]!;
    const definition = definitions.find((d) => part(d, 'spec')['group'] === group && part(d, 'spec', 'names')['kind'] === kind);
    const items = definition === undefined ? undefined : await ask(nameOf(definition));
    if (items !== undefined) {
      found.set(`${kind}.${group}`, items.map(nameOf));
    }
  }
  return found;
}
