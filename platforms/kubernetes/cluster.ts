import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { Construct } from 'constructs';
import type { GpuPoolSpec } from '../../constructs/gpu/gpu-spec';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { TerraformStack } from '../../core/engine';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import { Problems } from '../../core/problems';
import { Site } from '../../core/site';
import { VERSIONS } from '../../core/versions';
import type { ClusterOptions } from './cluster-options';
import { HubDatabase, type HubDatabaseSpec } from './hub-database';
import type { ClusterFacts } from './manifests/cluster-facts';
import { flowsOf } from './manifests/network-policy';
import type { Rendering } from './manifests/rendering';
import { Postgres, type PostgresSpec } from './postgres/postgres';
import { makeNodes } from './resources/make-nodes';
import { makeResources, type ClusterAccess } from './resources/make-resources';

/** Names a mirror of charts to use instead of the site's: a test cluster that can't reach the upstream repositories. */
const CHART_OVERRIDE = 'DAAS_CHART_MIRROR';

/** A cluster, and what all services on it share. */
export class Cluster extends Construct {
  public readonly facts: ClusterFacts;
  public readonly hubDatabase: HubDatabaseSpec;
  public readonly postgres: PostgresSpec;
  public readonly placeholders: number;
  public readonly deploysGpuOperator: boolean;
  /** Pools of the site, as they come. */
  public readonly gpuPools: GpuPoolSpec[] = [];
  /** For what is ready as soon as the cluster is. */
  public readonly ready: Construct;

  private readonly access: ClusterAccess;
  private readonly shared = new Map<string, Construct>();
  private readonly renderings: (() => Rendering)[] = [];

  constructor(scope: Construct, id: string, options: ClusterOptions) {
    super(scope, id);
    this.ready = new Construct(this, 'Ready');
    const check = new Check(this, 'Kubernetes', Place.here());
    this.facts = factsOf(this, options);
    checkOptions(check, options, this.facts);
    this.hubDatabase = (options.hubDatabase ?? HubDatabase.volume()).spec;
    this.postgres = (options.postgres ?? Postgres.operated()).spec;
    this.placeholders = options.placeholders ?? 0;
    this.deploysGpuOperator = !(options.existingGpuOperator ?? false);
    // An alias each: a site may use two clusters.
    const alias = kebab(scope.node.id);
    const { spec } = options.kubeconfig;
    Blueprint.of(this).whenComplete(() => this.checkDigests(check));
    Blueprint.of(this).whenComplete(() => makeNodes(this, this.access, this.gpuPools));
    Blueprint.of(this).record(
      this,
      'kubernetes',
      () => recorded(this.facts),
      () => this.renderings.flatMap((rendering) => flowsOf(rendering().objects)),
    );
    this.access = {
      facts: this.facts,
      kubernetes: new KubernetesProvider(this, 'Kubernetes', { alias, ...spec }),
      helm: new HelmProvider(this, 'Helm', { alias, kubernetes: spec }),
      makeSecrets: !(options.existingSecrets ?? false),
    };
    TerraformStack.of(this).addOverride('terraform.required_providers.helm.version', VERSIONS.helmProvider);
  }

  /** Makes the resources of a rendering below the scope, when all constructs of the site are known. */
  public deploy(scope: Construct, render: (cluster: ClusterFacts) => Rendering): void {
    let made: Rendering | undefined;
    // Renderers count on what has been checked: what is wrong in the site would break them.
    const rendering = (): Rendering => (made ??= Problems.any(this) ? { objects: [], releases: [] } : render(this.facts));
    this.renderings.push(rendering);
    Blueprint.of(scope).whenComplete(() => makeResources(scope, this.access, rendering()));
  }

  /** Like `deploy`, for what several constructs share: once, below the platform. Returns what they wait for. */
  public deployOnce(id: string, render: (cluster: ClusterFacts) => Rendering): Construct {
    const made = this.shared.get(id) ?? new Construct(this, id);
    if (!this.shared.has(id)) {
      this.shared.set(id, made);
      this.deploy(made, render);
    }
    return made;
  }

  /** A digest of an image that has another version by now protects nothing. */
  private checkDigests(check: Check): void {
    const digests = Object.entries(this.facts.imageDigests);
    if (digests.length === 0 || Problems.any(this)) {
      return;
    }
    const all = JSON.stringify(this.renderings.map((rendering) => rendering()));
    for (const [image, digest] of digests.filter(([, d]) => !all.includes(`@${d}`))) {
      check.report('ImageDigestUnused', 'imageDigests', `nothing uses the image '${image}', so its digest '${digest}' has no effect`);
    }
  }
}

function factsOf(scope: Construct, options: ClusterOptions): ClusterFacts {
  const site = Site.of(scope);
  return {
    site: site.name,
    domain: options.domain ?? site.domain,
    contact: site.contact,
    namespacePrefix: options.namespacePrefix ?? 'daas-',
    ingress: {
      className: options.ingressClass,
      namespace: options.ingressNamespace ?? 'ingress-nginx',
      annotations: options.ingressAnnotations ?? {},
    },
    tls: options.tls.spec,
    storageClasses: { block: options.storageClasses?.block ?? null, shared: options.storageClasses?.shared ?? null },
    imageMirror: options.imageMirror ?? null,
    imageDigests: options.imageDigests ?? {},
    chartMirror: process.env[CHART_OVERRIDE] ?? options.chartMirror ?? null,
    pullSecrets: options.pullSecrets ?? [],
    nodePools: options.nodePools.map((pool) => pool.spec),
    ...(options.cephfs !== undefined && { cephfs: options.cephfs }),
    secretsRevision: options.secretsRevision ?? 1,
    removeData: site.removeDataOnDestroy,
  };
}

/** What a reviewer of the cluster's settings sees. */
function recorded({ namespacePrefix, ingress, imageMirror, chartMirror, nodePools }: ClusterFacts): object {
  return { namespacePrefix, ingress, imageMirror, chartMirror, nodePools };
}

function checkOptions(check: Check, options: ClusterOptions, facts: ClusterFacts): void {
  options.nodePools.forEach((pool, i) => pool.validate(check, `nodePools[${i}]`));
  check.unique('nodePools', options.nodePools);
  if (!options.nodePools.some((pool) => pool.spec.purpose === 'sessions')) {
    check.report('NoSessionNodes', 'nodePools', 'at least one pool for sessions is needed, or no notebook can start');
  }
  check.wholeNumber('secretsRevision', facts.secretsRevision, 1);
  check.wholeNumber('placeholders', options.placeholders ?? 0, 0);
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(facts.namespacePrefix)) {
    const rule = 'must be at most 20 lower-case letters, digits and dashes';
    check.report('NamespacePrefix', 'namespacePrefix', `${rule}, got '${facts.namespacePrefix}'`);
  }
  for (const [image, digest] of Object.entries(facts.imageDigests).filter(([, d]) => !/^sha256:[0-9a-f]{64}$/.test(d))) {
    check.report('ImageDigest', 'imageDigests', `the digest of '${image}' must be sha256: and 64 hexadecimal digits, got '${digest}'`);
  }
  if (facts.imageMirror !== null && /^[a-z]+:\/\/|\/$/.test(facts.imageMirror)) {
    const rule = "must be a registry and a path without 'https://' and without a slash at the end";
    check.report('ImageMirror', 'imageMirror', `${rule}, got '${facts.imageMirror}'`);
  }
  if (facts.chartMirror !== null && !/^((https|oci):\/\/|\/)/.test(facts.chartMirror)) {
    const rule = 'must start with https:// or oci://, or be the absolute path of a folder';
    check.report('ChartMirror', 'chartMirror', `${rule}, got '${facts.chartMirror}'`);
  }
}
