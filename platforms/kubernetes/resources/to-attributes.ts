import { ValidationError } from '../../../core/errors';
import type { ManifestObject } from '../manifests/kubernetes-object';
import { apiVersionOf, knownKinds, resourceTypeOf, snake } from './kinds';
import { providerSchema, type SchemaBlock, type SchemaEntry } from './provider-schema';

/** Parsed JSON. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * A manifest as attributes of the provider's resource.
 *
 * The provider writes fields in snake case, and what may be there several times in the singular, as a block; which one
 * it is, its schema says. A field that the provider doesn't know would be lost silently, so it is an error.
 */
export function toAttributes(object: ManifestObject): Record<string, unknown> {
  const { apiVersion, kind, ...fields } = object;
  if (apiVersionOf(kind) !== apiVersion) {
    const known = knownKinds().map((k) => `${k} (${apiVersionOf(k)})`);
    throw new ValidationError('KubernetesKindUnknown', `'${kind}' of '${apiVersion}' has no resource; there are ${known.join(', ')}`);
  }
  return block(reshape(kind, fields), providerSchema().resources[resourceTypeOf(kind)]!, `${kind} ${object.metadata.name}`);
}

function block(fields: Fields, schema: SchemaBlock, place: string): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const field of Object.keys(fields)) {
    const value = fields[field];
    if (value === undefined || value === null) {
      continue;
    }
    const name = nameIn(schema, field);
    if (name === undefined) {
      throw new ValidationError('KubernetesFieldUnknown', `${place}: the provider has no field for '${field}'`);
    }
    const converted = entry(value, schema[name]!, `${place}.${field}`);
    if (converted !== undefined) {
      made[name] = converted;
    }
  }
  return made;
}

/** `matchLabels` is `match_labels`; `containers` is `container`. */
function nameIn(schema: SchemaBlock, field: string): string | undefined {
  const plain = snake(field);
  if (plain in schema) {
    return plain;
  }
  const one = singular(plain);
  return one in schema ? one : undefined;
}

function entry(value: unknown, schema: SchemaEntry, place: string): unknown {
  if (typeof schema === 'string') {
    return attribute(value, schema.replace('!', ''), place);
  }
  const [name, , most] = schema;
  const inner = providerSchema().blocks[name]!;
  const items = Array.isArray(value) ? value : [value];
  const blocks = items.map((item, i) => block(item as Fields, inner, Array.isArray(value) ? `${place}[${i}]` : place));
  if (most === 1) {
    return blocks[0];
  }
  return blocks.length === 0 ? undefined : blocks;
}

function attribute(value: unknown, type: string, place: string): unknown {
  const inner = /^(?:list|set)\((.*)\)$/.exec(type)?.[1];
  if (inner !== undefined) {
    return (value as unknown[]).map((v) => attribute(v, inner, place));
  }
  if (type.startsWith('map(')) {
    return Object.fromEntries(Object.entries(value as Fields).map(([k, v]) => [k, String(v)]));
  }
  if (type !== 'string' || typeof value === 'string') {
    return value;
  }
  // File modes are numbers in a manifest, and octal text here.
  return /\.(defaultMode|mode)$/.test(place) ? `0${(value as number).toString(8)}` : String(value);
}

/** `initContainers` -> `init_container`, `policies` -> `policy`. */
function singular(name: string): string {
  return name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.replace(/s$/, '');
}

/** The two places where the provider's resource is built otherwise than the manifest. */
function reshape(kind: string, fields: Fields): Fields {
  if (kind === 'StorageClass') {
    const { provisioner, ...rest } = fields;
    return { ...rest, storageProvisioner: provisioner };
  }
  if (kind === 'PersistentVolume') {
    const spec = fields['spec'] as Fields;
    const sources = ['csi', 'nfs', 'hostPath', 'local'].filter((source) => source in spec);
    const common = Object.entries(spec).filter(([name]) => !sources.includes(name));
    const persistentVolumeSource = Object.fromEntries(sources.map((source) => [source, spec[source]]));
    return { ...fields, spec: { ...Object.fromEntries(common), persistentVolumeSource } };
  }
  return fields;
}
