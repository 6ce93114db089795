import type { Answers, ArchetypeName } from '../answers/answers';
import type { Discovery } from '../discover/discover';

/** What a site is begun with. */
export interface Setting {
  /** The site's name. */
  readonly name: string;
  readonly answers: Answers;
  readonly found: Discovery;
}

/** What a kind of site puts into its files. */
export interface Begun {
  /** What the site is, for its class and README: `notebooks as Slurm jobs of their users`. */
  readonly about: string;
  /** Statements of the site's constructor, without layout. */
  readonly body: readonly string[];
  /** Props for the call of `super`. */
  readonly props: readonly string[];
  /** Constants of the file. */
  readonly constants: readonly string[];
  /** Text of hosts.yml; null where the site has no hosts. */
  readonly inventory: string | null;
  /** What has to be done before a deployment, for the README. */
  readonly first: readonly string[];
  /** Concepts that the blueprint record has, each once, for the site's test. */
  readonly concepts: readonly string[];
  /** Answer to the questionnaire's question of infrastructure. */
  readonly infrastructure: string;
}

/** A kind of site. */
export interface Archetype {
  readonly name: ArchetypeName;
  readonly begin: (setting: Setting) => Begun;
}
