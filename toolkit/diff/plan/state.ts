import { isObject, type Json, type JsonObject } from '../../json';
import { fillBlock, standInId } from './fill';
import type { Plan, ProviderSchemas, SchemaBlock } from './terraform';

/** Attributes of each instance, as a state has them. */
export type Instances = ReadonlyMap<string, JsonObject>;

/** The state that would be there after the plan was applied, as Terraform reads it. */
export function stateAfter(
  plan: Plan,
  schemas: ProviderSchemas,
  earlier: Instances,
): { readonly text: string; readonly instances: Instances } {
  const instances = new Map<string, JsonObject>();
  const resources = new Map<string, { readonly head: JsonObject; readonly instances: JsonObject[] }>();
  for (const { address, mode, type, name, index, provider_name: provider, change } of plan.resource_changes ?? []) {
    const schema = schemas.provider_schemas?.[provider]?.resource_schemas?.[type];
    if (mode !== 'managed' || change.after === null || schema === undefined) {
      continue;
    }
    const attributes = fillBlock(schema.block, change.after, change.after_unknown, earlier.get(address), address);
    instances.set(address, attributes);
    const key = `${type}.${name}`;
    const resource = resources.get(key) ?? { head: { mode: 'managed', type, name, provider: `provider["${provider}"]` }, instances: [] };
    resources.set(key, resource);
    resource.instances.push({
      ...(index !== undefined && { index_key: index }),
      schema_version: schema.version ?? 0,
      attributes,
      sensitive_attributes: sensitivePaths(schema.block, change.after_sensitive),
      dependencies: [],
    });
  }
  const state = {
    version: 4,
    terraform_version: plan.terraform_version,
    serial: 1,
    lineage: standInId('lineage'),
    outputs: {},
    resources: [...resources.values()].map((r) => ({ ...r.head, instances: r.instances })),
    check_results: null,
  };
  return { text: JSON.stringify(state), instances };
}

/** Terraform keeps marks of sensitive attributes in state; a mark that is missing is planned as a change. */
function sensitivePaths(block: SchemaBlock, marked: Json): Json {
  const found = new Map<string, Json>();
  const add = (path: readonly Json[]): void => void found.set(JSON.stringify(path), path);
  const attribute = (name: string): Json => ({ type: 'get_attr', value: name });
  const walk = (inside: SchemaBlock | undefined, value: Json, path: readonly Json[]): void => {
    if (value === true) {
      add(path);
    } else if (Array.isArray(value)) {
      (value as readonly Json[]).forEach((v, i) => walk(inside, v, [...path, { type: 'index', value: { value: i, type: 'number' } }]));
    } else if (isObject(value)) {
      for (const [key, v] of Object.entries(value)) {
        const step = inside === undefined ? { type: 'index', value: { value: key, type: 'string' } } : attribute(key);
        walk(inside?.block_types?.[key]?.block, v, [...path, step]);
      }
    }
  };
  Object.entries(block.attributes ?? {}).forEach(([name, { sensitive }]) => sensitive === true && add([attribute(name)]));
  walk(block, marked, []);
  return [...found.values()];
}
