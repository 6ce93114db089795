/** The one function that the kit uses; the package brings no types. */
declare module 'js-yaml' {
  export function load(text: string): unknown;
}
