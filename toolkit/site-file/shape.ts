/** What a value of a site's YAML file may be. */
export type Shape =
  | { readonly kind: 'text'; readonly allowed?: readonly string[] }
  | { readonly kind: 'number'; readonly minimum: number }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'list'; readonly of: Shape }
  /** Named keys; those of `required` can't be left out. */
  | { readonly kind: 'map'; readonly keys: Readonly<Record<string, Shape>>; readonly required: readonly string[] }
  /** Any keys, all of one shape. */
  | { readonly kind: 'table'; readonly of: Shape };

/** Words for a message. */
export const KIND_WORDS: Readonly<Record<Shape['kind'], string>> = {
  text: 'a text',
  number: 'a number',
  'yes-no': 'true or false',
  list: 'a list',
  map: 'keys with values',
  table: 'keys with values',
};
