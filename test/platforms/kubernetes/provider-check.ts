import { providerSchema, type SchemaBlock } from '../../../platforms/kubernetes/resources/provider-schema';

/** What Terraform adds to every resource. */
const META = ['//', 'depends_on', 'lifecycle', 'provider'];

type Plain = Readonly<Record<string, unknown>>;

/** What the provider would refuse in a synthesised stack: unknown names, wrong types, missing or too many blocks. */
export function refusedByProvider(json: { readonly resource: Readonly<Record<string, Readonly<Record<string, Plain>>>> }): string[] {
  return Object.entries(json.resource)
    .filter(([type]) => type.startsWith('kubernetes_'))
    .flatMap(([type, resources]) => {
      const schema = providerSchema().resources[type];
      return schema === undefined
        ? [`${type} is unknown`]
        : Object.entries(resources).flatMap(([name, resource]) => {
            const own = Object.fromEntries(Object.entries(resource).filter(([key]) => !META.includes(key)));
            return block(own, schema, `${type}.${name}`);
          });
    });
}

function block(value: Plain, schema: SchemaBlock, place: string): string[] {
  const unknown = Object.keys(value).filter((key) => !(key in schema));
  const rules = Object.entries(schema).flatMap(([name, rule]) => {
    const here = `${place}.${name}`;
    const given = value[name];
    if (typeof rule === 'string') {
      return given === undefined ? (rule.endsWith('!') ? [`${here} is missing`] : []) : attribute(given, rule.replace('!', ''), here);
    }
    const [inner, least, most] = rule;
    const items = given === undefined ? [] : ((Array.isArray(given) ? given : [given]) as Plain[]);
    return [
      ...(items.length < least ? [`${here} is there ${items.length} times, not ${least}`] : []),
      ...(most > 0 && items.length > most ? [`${here} is there ${items.length} times, not ${most}`] : []),
      ...items.flatMap((item, i) => block(item, providerSchema().blocks[inner]!, `${here}[${i}]`)),
    ];
  });
  return [...unknown.map((key) => `${place}.${key} is unknown`), ...rules];
}

function attribute(value: unknown, type: string, place: string): string[] {
  const inner = /^(list|set|map)\((.*)\)$/.exec(type);
  if (inner === null) {
    const name = type === 'bool' ? 'boolean' : type;
    return typeof value === name ? [] : [`${place} is ${typeof value}, not ${name}`];
  }
  const items: unknown[] = inner[1] === 'map' ? Object.values(value as object) : (value as unknown[]);
  return Array.isArray(value) === (inner[1] === 'map')
    ? [`${place} isn't a ${inner[1]}`]
    : items.flatMap((v) => attribute(v, inner[2]!, place));
}
