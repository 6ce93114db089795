/** What differs between two trimmed schemas, one line each: `openstack_x.attribute: optional -> required`. */
export function changes(before, after) {
  return ['provider', 'resource_schemas', 'data_source_schemas'].flatMap((part) => {
    const [a, b] = [rows(part, before[part]), rows(part, after[part])];
    return [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((key) => {
      if (a.get(key) === b.get(key)) {
        return [];
      }
      return [`${key}: ${a.get(key) ?? 'new:'} ${b.has(key) ? (a.has(key) ? '-> ' : '') + b.get(key) : '-> gone'}`];
    });
  });
}

function rows(part, schemas = {}) {
  const found = new Map();
  const walk = (prefix, block) => {
    for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
      found.set(`${prefix}.${name}`, describe(attribute));
    }
    for (const [name, nested] of Object.entries(block.block_types ?? {})) {
      found.set(`${prefix}.${name}`, `block ${nested.nesting_mode} min ${nested.min_items ?? 0} max ${nested.max_items ?? 'any'}`);
      walk(`${prefix}.${name}`, nested.block);
    }
  };
  if (part === 'provider') {
    walk('provider', schemas.block ?? {});
    return found;
  }
  for (const [name, schema] of Object.entries(schemas)) {
    walk(part === 'data_source_schemas' ? `data.${name}` : name, schema.block);
  }
  return found;
}

function describe(attribute) {
  const flags = ['required', 'optional', 'computed', 'sensitive', 'deprecated', 'write_only'].filter((flag) => attribute[flag]);
  return [JSON.stringify(attribute.type ?? 'nested').replaceAll('"', ''), ...flags].join(' ');
}
