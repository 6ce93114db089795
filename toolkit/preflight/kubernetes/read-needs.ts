import * as path from 'path';
import { gpuResource, sharesPerGpu, type GpuSharingSpec } from '../../../core/gpu-sharing';
import { kebab } from '../../../core/names';
import { isObject, textOf, type Json, type JsonObject } from '../../json';
import type { Resource, SiteDocument } from '../../stack/site-document';
import type { ClusterAccess, ClusterNeeds, Named, PoolNeed, Written } from './cluster-needs';
import { kindNeeds } from './kind-needs';
import { podNeeds } from './pod-needs';
import { objectsIn, textsAt } from './walk';

/** As a claim or a chart's values say which class their volumes are of. */
const CLASS_KEYS = ['storageClass', 'storageClassName', 'storage_class_name'];
const CLAIM = /^kubernetes_persistent_volume_claim(_v1)?$/;

type Document = Pick<SiteDocument, 'resources' | 'blueprint' | 'rest'>;

/** What a site needs of each of its clusters. Pure. */
export function clusterNeeds({ resources, blueprint, rest }: Document): readonly ClusterNeeds[] {
  const providers = rest['provider'];
  const blocks = isObject(providers) && Array.isArray(providers['kubernetes']) ? (providers['kubernetes'] as readonly Json[]) : [];
  return blocks.filter(isObject).map((provider) => {
    const name = textOf(provider['alias'] ?? 'kubernetes');
    const own = [...resources.values()].filter((r) => [`kubernetes.${name}`, `helm.${name}`].includes(textOf(r.config['provider'] ?? '')));
    const all = own.map(asWritten);
    const record = blueprint.entries.find((e) => e.concept === 'kubernetes' && kebab(e.path.split('/')[0]!) === name)?.spec;
    const recorded = isObject(record as Json) ? (record as ClusterRecord) : undefined;
    const pools = (recorded?.nodePools ?? []).map((pool) => poolNeed(pool, sharingOf(blueprint, pool)));
    const nodes = pools.reduce((sum, pool) => sum + pool.nodes, 0);
    return {
      name,
      access: accessOf(provider),
      kinds: kindNeeds(all),
      storageClasses: distinct(all.flatMap(classesOf)),
      ingressClasses: distinct(all.flatMap((w) => named(w, textsAt(w.body, 'ingress_class_name', 'ingressClassName')))),
      csiDrivers: distinct(all.flatMap((w) => named(w, driversOf(w)))),
      ingressNamespaces: recorded === undefined ? [] : [{ name: recorded.ingress.namespace, why: 'network policies' }],
      pools,
      pods: all.flatMap((w) => podNeeds(w, nodes)),
      namespaces: own.filter((r) => r.type === 'kubernetes_namespace_v1').map((r) => textsAt(r.config, 'name')[0]!),
      bringsGpuOperator: all.some((w) => w.chart === 'gpu-operator'),
    };
  });
}

interface PoolRecord extends Omit<PoolNeed, 'gpus'> {
  readonly gpus: { readonly model: string; readonly count: number } | null;
}

interface ClusterRecord {
  readonly ingress: { readonly namespace: string };
  readonly nodePools: readonly PoolRecord[];
}

/** Null where values are known at apply only. */
function accessOf(provider: JsonObject): ClusterAccess | null {
  return provider['host'] === undefined
    ? { file: textOf(provider['config_path'] ?? ''), context: textOf(provider['config_context'] ?? '') }
    : null;
}

function asWritten({ type, construct, config }: Resource): Written {
  if (type !== 'helm_release') {
    return { type, construct, chart: '', body: config };
  }
  const values = Array.isArray(config['values']) ? (config['values'] as readonly Json[]).map(textOf) : [];
  // A mirror's charts are files with their version: `/srv/charts/cluster-0.8.1.tgz`.
  const chart = path.basename(textOf(config['chart'])).replace(/-v?\d+\..*\.tgz$/, '');
  const body = Object.assign({}, ...values.map((text) => JSON.parse(text) as JsonObject)) as JsonObject;
  return { type, construct, chart, body };
}

function poolNeed(
  { name, nodes, nodeNames, labels, coresPerNode, memoryMebibytesPerNode, gpus }: PoolRecord,
  sharing: GpuSharingSpec,
): PoolNeed {
  const offered = gpus === null ? null : { resource: gpuResource(sharing), perNode: gpus.count * sharesPerGpu(sharing) };
  return { name, nodes, nodeNames, labels, coresPerNode, memoryMebibytesPerNode, gpus: offered };
}

/** A pool of GPUs of the same model says how they are shared. */
function sharingOf(blueprint: SiteDocument['blueprint'], { gpus }: PoolRecord): GpuSharingSpec {
  const pools = blueprint.entries.filter((e) => e.concept === 'gpu').map((e) => e.spec as { model: string; sharing: GpuSharingSpec });
  return pools.find((p) => p.model === gpus?.model)?.sharing ?? { kind: 'whole' };
}

/** A claim that names its volume needs no class; one without a class takes the default, as do charts' empty ones. */
function classesOf(written: Written): readonly Named[] {
  if (written.chart === '' && !CLAIM.test(written.type)) {
    return [];
  }
  if (written.chart === '') {
    const spec = objectsIn(written.body).find((o) => o['access_modes'] !== undefined) ?? {};
    return spec['volume_name'] === undefined ? named(written, [textOf(spec['storage_class_name'] ?? '')]) : [];
  }
  const said = objectsIn(written.body).flatMap((o) => CLASS_KEYS.filter((key) => key in o).map((key) => textOf(o[key] ?? '')));
  return named(written, said);
}

function driversOf({ body }: Written): readonly string[] {
  return objectsIn(body).flatMap((o) => (isObject(o['csi']) ? [textOf(o['csi']['driver'])] : []));
}

function named({ construct }: Written, names: readonly string[]): readonly Named[] {
  return names.map((name) => ({ name, why: construct }));
}

/** Each name once, with the first that needs it. */
function distinct(all: readonly Named[]): readonly Named[] {
  return [...new Map([...all].reverse().map((n) => [n.name, n])).values()].reverse();
}
