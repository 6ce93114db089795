/** Names that users, files and services can carry everywhere: `interactive`, `proposal-4711`. */
export const NAME_PATTERN = /^[a-z][a-z0-9-]{0,62}$/;

/** Says what `NAME_PATTERN` allows. */
export const NAME_RULE = "lower-case letters, digits and '-', starting with a letter, at most 63 characters";

/** `SampleData` -> `sample-data`: the name of a construct where files and services are named. */
export function kebab(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
}

/** Name of an environment module, as Lmod and Environment Modules have them: `pyfai/2025.12`. */
export const MODULE_NAME = /^[A-Za-z0-9][\w.+/-]*$/;
