import { Release } from '@cdktf/provider-helm/lib/release';
import type { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import type { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import type { Construct } from 'constructs';
import type { TerraformResource } from '../../../core/engine';
import { literal } from '../../../core/literal';
import type { ClusterFacts } from '../manifests/cluster-facts';
import type { HelmRelease } from '../manifests/helm-release';
import { isSecretObject, type KubernetesObject } from '../manifests/kubernetes-object';
import type { Rendering } from '../manifests/rendering';
import { chartSource } from './chart-source';
import { declareSecrets } from './ephemeral-variables';
import { isWorkload } from './kinds';
import { KubernetesResource } from './kubernetes-resource';

/** A cluster as the engine sees it. */
export interface ClusterAccess {
  readonly facts: ClusterFacts;
  readonly kubernetes: KubernetesProvider;
  readonly helm: HelmProvider;
  /** Whether Secrets are made from the site's stores; otherwise the facility makes them, by the names that are used. */
  readonly makeSecrets: boolean;
}

/** An image of several GiB is pulled to every node before a release counts as ready. */
const RELEASE_TIMEOUT_SECONDS = 900;

/**
 * A rendering as Terraform's resources. Namespaces come first; releases wait for everything that isn't a workload, and
 * workloads for the releases: a service of the kit's may need a database of a chart, never the other way round.
 */
export function makeResources(scope: Construct, cluster: ClusterAccess, { objects, releases }: Rendering): void {
  const wanted = objects.filter((object) => cluster.makeSecrets || !isSecretObject(object));
  declareSecrets(
    scope,
    wanted.flatMap((object) => (isSecretObject(object) ? Object.values(object.references) : [])),
  );
  const namespaces = new Map<string, string>();
  const made = (object: KubernetesObject, waitsFor: readonly string[]): string => {
    const resource = new KubernetesResource(scope, idOf(scope, object), {
      object,
      provider: `kubernetes.${cluster.kubernetes.alias}`,
      secretsRevision: cluster.facts.secretsRevision,
    });
    return dependOn(resource, waitsFor);
  };
  wanted.filter((o) => o.kind === 'Namespace').forEach((o) => namespaces.set(o.metadata.name, made(o, [])));
  const others = wanted.filter((o) => o.kind !== 'Namespace');
  const waitsFor = ({ metadata: { namespace } }: KubernetesObject) => [namespaces.get(namespace ?? '')].flatMap((n) => n ?? []);
  const settings = others.filter((o) => !isWorkload(o.kind)).map((o) => made(o, waitsFor(o)));
  // What waits for the settings waits for their namespaces too: a plan has a line for each wait.
  const first = settings.length > 0 ? settings : [...namespaces.values()];
  const released = releases.map((release) => makeRelease(scope, cluster, release, first));
  const last = released.length > 0 ? released : first;
  others.filter((o) => isWorkload(o.kind)).forEach((o) => made(o, last));
}

function makeRelease(scope: Construct, { facts, helm }: ClusterAccess, release: HelmRelease, waitsFor: readonly string[]): string {
  const { name, namespace, version, values } = release;
  const resource = new Release(scope, `HelmRelease-${name}`, {
    name,
    namespace,
    ...chartSource(facts.chartMirror, release),
    version,
    values: [literal(JSON.stringify(values, null, 2)) as string],
    timeout: RELEASE_TIMEOUT_SECONDS,
    // A release that fails is taken back: otherwise it stays in the cluster without being in the state.
    atomic: true,
    cleanupOnFail: true,
    provider: helm,
    ...(release.keepData === true && { lifecycle: { preventDestroy: true } }),
  });
  return dependOn(resource, waitsFor);
}

function dependOn(resource: TerraformResource, waitsFor: readonly string[]): string {
  if (waitsFor.length > 0) {
    resource.dependsOn = [...waitsFor].sort();
  }
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** `Deployment-portal`; with the namespace where that is taken. */
function idOf(scope: Construct, { kind, metadata: { name, namespace } }: KubernetesObject): string {
  const id = `${kind}-${name}`;
  return scope.node.tryFindChild(id) === undefined ? id : `${kind}-${namespace}-${name}`;
}
