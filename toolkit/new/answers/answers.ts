import type { Guess } from '../../guess';

/** Kinds of sites that can be begun. */
export const ARCHETYPE_NAMES = ['slurm-hub', 'kubernetes-hub', 'openstack-visa', 'mixed', 'single-host'] as const;

/** A kind of site. */
export type ArchetypeName = (typeof ARCHETYPE_NAMES)[number];

/** What only people know; the order in which they are asked. */
export const ANSWER_KEYS = ['archetype', 'facility', 'domain', 'contact', 'issuer', 'cloud', 'context'] as const;

/** Name of an answer, as flags and files have it. */
export type AnswerKey = (typeof ANSWER_KEYS)[number];

/** What was given. */
export type Given = Readonly<Partial<Record<AnswerKey, string>>>;

/** Source of a value that isn't a guess. */
export const ANSWERED = 'an answer';

/** Every answer: those that were given, and guesses for the others. */
export type Answers = Readonly<Record<Exclude<AnswerKey, 'archetype'>, Guess<string>>> & { readonly archetype: Guess<ArchetypeName> };
