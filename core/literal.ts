/** Data as it is: `${` and `%{` are template syntax in Terraform, except in the engine's own tokens. */
export function literal(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(/([$%])\{(?!TfToken\[)/g, '$1$1{');
  }
  if (Array.isArray(value)) {
    return value.map(literal);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, literal(v)]));
  }
  return value;
}
