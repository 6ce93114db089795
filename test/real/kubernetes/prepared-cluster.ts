import type { ClusterNeeds, PoolNeed } from '../../../toolkit/preflight/kubernetes/cluster-needs';
import { Cluster, listOf } from './cluster';

const GROUP = 'cert-manager.io';
/** Of the nodes that are made here. */
const MARK = 'daas-kit/preflight';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** A simulated cluster that has all that a site needs: what is made here goes again. */
export class PreparedCluster {
  private readonly cluster = new Cluster();

  constructor(private readonly needs: ClusterNeeds) {}

  /** Whether nodes can be made: only a simulation takes them. */
  public static isPossible(): boolean {
    return new Cluster().get('nodes', '-l', 'type=kwok').length > 0;
  }

  /** Makes what is needed. */
  public prepare(): void {
    // Nodes that other tests gave to the pools, of other sizes.
    this.run('label', 'node', '-l', 'type=kwok', 'daas-kit/pool-');
    const named = (kind: string, apiVersion: string, name: string, spec?: object): object => ({
      apiVersion,
      kind,
      metadata: { name },
      ...(spec !== undefined && { spec }),
    });
    const { ingressClasses, ingressNamespaces, csiDrivers, pools } = this.needs;
    this.apply([
      ...ingressClasses.map(({ name }) => named('IngressClass', 'networking.k8s.io/v1', name, { controller: 'facility.example/ingress' })),
      ...ingressNamespaces.map(({ name }) => named('Namespace', 'v1', name)),
      ...csiDrivers.map(({ name }) => named('CSIDriver', 'storage.k8s.io/v1', name, { attachRequired: false })),
      ...pools.flatMap((pool) => Array.from({ length: pool.nodes }, (_, i) => node(pool, i))),
    ]);
    this.makeIssuers();
    this.run('wait', '--for=condition=Ready', 'node', '-l', MARK, '--timeout=60s');
  }

  /** The kind of cert-manager's issuers, and those that the site names. */
  public makeIssuers(): void {
    this.apply([definition()]);
    this.run('wait', '--for=condition=Established', `crd/clusterissuers.${GROUP}`, '--timeout=60s');
    const names = this.needs.kinds.flatMap((k) => (k.kind === 'ClusterIssuer' ? [k.object!] : []));
    // A site with a certificate of its own names none.
    if (names.length > 0) {
      this.apply(names.map((name) => ({ apiVersion: `${GROUP}/v1`, kind: 'ClusterIssuer', metadata: { name } })));
    }
  }

  /** Takes the kind away, its objects with it. */
  public removeIssuers(): void {
    this.run('delete', '--wait=true', `crd/clusterissuers.${GROUP}`);
  }

  /** Whether there is a storage class for claims that name none. */
  public setDefaultClass(is: boolean): void {
    this.run('annotate', '--overwrite', 'storageclass', '--all', `${DEFAULT_CLASS}=${is}`);
  }

  /** Makes a pool's first node offer an amount of a resource. */
  public offer(pool: PoolNeed, resource: string, amount: number): void {
    const offered = { [resource]: String(amount) };
    const patch = JSON.stringify({ status: { capacity: offered, allocatable: offered } });
    this.run('patch', 'node', nodeName(pool, 0), '--subresource=status', '--type=merge', '-p', patch);
  }

  /** Keeps pods from a pool's first node, or lets them again. */
  public cordon(pool: PoolNeed, closed: boolean): void {
    this.run(closed ? 'cordon' : 'uncordon', nodeName(pool, 0));
  }

  /** Takes away all that was made. */
  public end(): void {
    const { ingressClasses, ingressNamespaces, csiDrivers } = this.needs;
    this.run('delete', '--ignore-not-found', 'node', '-l', MARK);
    this.run('delete', '--ignore-not-found', `crd/clusterissuers.${GROUP}`);
    ingressClasses.forEach(({ name }) => this.run('delete', '--ignore-not-found', `ingressclass/${name}`));
    csiDrivers.forEach(({ name }) => this.run('delete', '--ignore-not-found', `csidriver/${name}`));
    ingressNamespaces.forEach(({ name }) => this.run('delete', '--ignore-not-found', '--wait=true', `namespace/${name}`));
  }

  private apply(objects: readonly object[]): void {
    this.cluster.run(['apply', '-f', '-'], listOf(objects));
  }

  private run(...args: readonly string[]): void {
    this.cluster.run(args);
  }
}

function nodeName({ name }: PoolNeed, index: number): string {
  return `preflight-${name}-${index + 1}`;
}

function node(pool: PoolNeed, index: number): object {
  const name = nodeName(pool, index);
  const allocatable = {
    cpu: String(pool.coresPerNode),
    memory: `${pool.memoryMebibytesPerNode}Mi`,
    pods: '110',
    ...(pool.gpus !== null && { [pool.gpus.resource]: String(pool.gpus.perNode) }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, annotations: { 'kwok.x-k8s.io/node': 'fake' }, labels: { ...pool.labels, [MARK]: 'true' } },
    status: { allocatable, capacity: allocatable },
  };
}

function definition(): object {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const names = { kind: 'ClusterIssuer', listKind: 'ClusterIssuerList', plural: 'clusterissuers', singular: 'clusterissuer' };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${names.plural}.${GROUP}` },
    spec: { group: GROUP, scope: 'Cluster', names, versions: [{ name: 'v1', served: true, storage: true, schema }] },
  };
}
