/** A store that the kit can read the names of, and add to. Values go in, and never come out. */
export interface SiteSecretStore {
  /** Where it is, for people. */
  readonly place: string;
  /** Names that have a value. */
  names(): readonly string[];
  /** Adds values under new names; keeps the others as they are. */
  add(values: Readonly<Record<string, string>>): void;
}
