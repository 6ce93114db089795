/** Template syntax, except around the engine's own tokens. */
const TEMPLATE = /([$%])\{(?!TfToken\[)/;
const TEMPLATES = new RegExp(TEMPLATE, 'g');

/** Data as it is: `${` and `%{` are template syntax in Terraform, except in the engine's own tokens. */
export function literal(value: unknown): unknown {
  // Most data have none, and the search in all of it at once costs a tenth of a copy.
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return TEMPLATE.test(text) ? escaped(value) : value;
}

function escaped(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(TEMPLATES, '$1$1{');
  }
  if (Array.isArray(value)) {
    return value.map(escaped);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, escaped(v)]));
  }
  return value;
}
