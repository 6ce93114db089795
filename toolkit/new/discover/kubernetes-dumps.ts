import type { ClusterGuess } from './cluster-guess';
import { dataOf, placeOf, type Dump } from './dump';
import type { Guess } from '../../guess';
import { groupNodes, type Node } from './node-groups';

/** An object of the API, as far as it is read. */
interface Item {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly provisioner?: string;
}

/** A kubeconfig, as far as it is read. */
interface Kubeconfig {
  readonly contexts?: readonly { readonly name: string }[];
  readonly 'current-context'?: string;
}

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const DEFAULT_INGRESS = 'ingressclass.kubernetes.io/is-default-class';
/** Drivers whose volumes many pods can write. */
const SHARED = /nfs|cephfs|lustre|beegfs|spectrumscale|gpfs|manila|glusterfs|smb|weka/i;

/** Reads a kubeconfig and what `kubectl get` printed as JSON. Pure. */
export function readCluster(kubeconfig: Dump | undefined, objects: Dump | undefined): ClusterGuess {
  const contexts = kubeconfig === undefined ? [] : contextsOf(kubeconfig);
  if (objects === undefined) {
    return { contexts, version: undefined, groups: [], ...NOTHING };
  }
  const { items = [] } = dataOf<{ readonly items?: readonly Item[] }>(objects, 'json');
  const kind = (wanted: string): readonly Item[] => items.filter((i) => i.kind === wanted);
  const guess = <T>(item: Item | undefined, value: T): Guess<T> | undefined =>
    item === undefined ? undefined : { value, source: placeOf(objects, item.metadata.name) };
  const name = (item: Item | undefined): Guess<string> | undefined => guess(item, item?.metadata.name ?? '');
  const nodes = kind('Node') as unknown as readonly Node[];
  const [classes, ingress, kinds] = [kind('StorageClass'), kind('IngressClass'), kind('CustomResourceDefinition')];
  const version = nodes[0]?.status.nodeInfo?.kubeletVersion;
  const block = classes.some((c) => isDefault(c, DEFAULT_CLASS)) ? undefined : classes.find((c) => !SHARED.test(c.provisioner ?? ''));
  return {
    contexts,
    version: version === undefined ? undefined : { value: version, source: placeOf(objects, nodes[0]!.metadata.name) },
    groups: groupNodes(nodes, objects),
    ingressClass: name(ingress.find((i) => isDefault(i, DEFAULT_INGRESS)) ?? ingress[0]),
    blockClass: name(block),
    sharedClass: name(classes.find((c) => SHARED.test(c.provisioner ?? ''))),
    certManager: guess(
      kinds.find((k) => k.metadata.name === 'clusterissuers.cert-manager.io'),
      true,
    ),
    gpuOperator: guess(
      kinds.find((k) => k.metadata.name === 'clusterpolicies.nvidia.com'),
      true,
    ),
  };
}

const NOTHING = { ingressClass: undefined, blockClass: undefined, sharedClass: undefined, certManager: undefined, gpuOperator: undefined };

function isDefault({ metadata }: Item, annotation: string): boolean {
  return metadata.annotations?.[annotation] === 'true';
}

/** Names of the contexts; users and their keys are left where they are. */
function contextsOf(dump: Dump): readonly Guess<string>[] {
  const config = dataOf<Kubeconfig | null>(dump, 'yaml') ?? {};
  const names = (config.contexts ?? []).map((c) => c.name);
  const current = names.filter((n) => n === config['current-context']);
  return [...current, ...names.filter((n) => !current.includes(n))].map((value) => ({ value, source: placeOf(dump, value) }));
}
