import { ANSWERED } from '../answers/answers';
import type { Setting } from '../archetypes/archetype';
import type { ClusterGuess, NodeGroup } from '../discover/cluster-guess';
import { example, type Guess } from '../../guess';
import { constant, exampleLine, guessLine, quoted, quotedList, size } from './code';

const EXAMPLE: NodeGroup = { names: [], cores: 16, memoryMebibytes: 65536, gpus: null, label: null, taints: [] };
const EXAMPLE_COUNT = 3;

/** The kinds of nodes that were found, with an example where none is for sessions without a GPU. Pure. */
export function groupsOf({ cluster }: { readonly cluster: ClusterGuess }): readonly Guess<NodeGroup>[] {
  return cluster.groups.some((g) => g.value.gpus === null) ? cluster.groups : [example(EXAMPLE), ...cluster.groups];
}

/** The cluster as a platform: the argument behind its name. Pure. */
export function renderCluster({ answers: { context }, found }: Setting): string {
  const { cluster } = found;
  const { ingressClass, version } = cluster;
  return `new KubernetesPlatform(this, 'Cluster', {
      ${version === undefined ? '' : `// Kubernetes ${version.value}, says ${version.source}.`.replace(/\s+/g, ' ')}
      ${context.source === ANSWERED ? '' : guessLine(context.source)}
      kubeconfig: Kubeconfig.context(${quoted(context.value)}),
      ${ingressClass === undefined ? exampleLine('the class of the ingress controller') : guessLine(ingressClass.source)}
      ingressClass: ${quoted(ingressClass?.value ?? 'nginx')},
      ${renderTls(cluster)}
      ${renderStorage(cluster)}
      ${cluster.gpuOperator === undefined ? '' : `${guessLine(cluster.gpuOperator.source)}\nexistingGpuOperator: true,`}
      nodePools: [
        ${groupsOf(found).map(renderPool).join('\n')}
      ],
    })`;
}

function renderTls({ certManager }: ClusterGuess): string {
  return certManager === undefined
    ? `${exampleLine('a Secret with a wildcard certificate in each namespace')}\ntls: Tls.secret('wildcard-tls'),`
    : `${guessLine(certManager.source, 'there is cert-manager; the issuer’s name is an example')}\ntls: Tls.clusterIssuer('facility-ca'),`;
}

/** Classes are named where the default isn't enough. */
function renderStorage({ blockClass, sharedClass }: ClusterGuess): string {
  const classes = [
    ...(blockClass === undefined ? [] : [`block: ${quoted(blockClass.value)}`]),
    ...(sharedClass === undefined ? [] : [`shared: ${quoted(sharedClass.value)}`]),
  ];
  const sources = [blockClass, sharedClass].flatMap((c) => (c === undefined ? [] : [c.source]));
  return classes.length === 0 ? '' : `${guessLine(sources.join(', '))}\nstorageClasses: { ${classes.join(', ')} },`;
}

/** Nodes that no label tells from others are named: the kit then labels them. */
function renderPool({ value, source }: Guess<NodeGroup>, index: number, all: readonly Guess<NodeGroup>[]): string {
  const { names, cores, memoryMebibytes, gpus, label, taints } = value;
  const kind = gpus === null ? 'sessions' : 'gpus';
  const before = all.slice(0, index).filter((g) => (g.value.gpus === null) === (gpus === null)).length;
  const options = [
    `nodes: ${names.length === 0 ? EXAMPLE_COUNT : label === null ? quotedList(names) : names.length}`,
    `coresPerNode: ${cores}`,
    `memoryPerNode: ${size(memoryMebibytes)}`,
    ...(gpus === null ? [] : [`model: ${quoted(gpus.model)}`, `gpusPerNode: ${gpus.count}`]),
    ...(label === null ? [] : [`labels: { ${quoted(label.key)}: ${quoted(label.value)} }`]),
    ...(taints.length === 0 && gpus === null ? [] : [`taints: [${taints.map(renderTaint).join(', ')}]`]),
  ];
  return `${guessLine(source)}\nNodePool.${kind}('${kind}${before === 0 ? '' : `-${before + 1}`}', { ${options.join(', ')} }),`;
}

function renderTaint({ key, value, effect }: NodeGroup['taints'][number]): string {
  return `{ key: ${quoted(key)}, value: ${quoted(value)}, effect: ${quoted(effect)} }`;
}

/** GPUs of the first model that nodes have. Pure. */
export function renderGpuPool(groups: readonly Guess<NodeGroup>[], id: string): string {
  const withGpus = groups.flatMap(({ value, source }) =>
    value.gpus === null ? [] : [{ ...value.gpus, nodes: value.names.length, source }],
  );
  const { model } = withGpus[0]!;
  const same = withGpus.filter((g) => g.model === model);
  const count = same.reduce((sum, g) => sum + g.nodes * g.count, 0);
  return `${guessLine(same.map((g) => g.source).join(', '))}
    const ${constant(id)} = new GpuPool(this, '${id}', { platform: cluster, model: ${quoted(model)}, count: ${count} });`;
}
