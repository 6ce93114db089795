import type { Discovery } from '../discover/discover';
import { example, type Guess } from '../../guess';
import { ANSWER_KEYS, ARCHETYPE_NAMES, type AnswerKey, type ArchetypeName, type Given } from './answers';

/** Something that only people know. */
export interface Question {
  /** As it is asked. */
  readonly text: string;
  /** What an answer must be. */
  readonly pattern: RegExp;
  /** The same in words. */
  readonly rule: string;
  /** Kinds of sites that it matters for. */
  readonly for: readonly ArchetypeName[];
  /** The only answers there are; empty: any that fits the pattern. */
  readonly allowed: (found: Discovery) => readonly string[];
  /** The answer where none is given. */
  readonly suggest: (name: string, found: Discovery, given: Given) => Guess<string>;
}

const HOST = /^(?=.{1,200}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/;
const NAME_SOURCE = 'the site’s name';
const ANY = (): readonly string[] => [];

/** All questions, by the names of their answers. */
export const QUESTIONS: Readonly<Record<AnswerKey, Question>> = {
  archetype: {
    text: 'What kind of site is it',
    pattern: /^/,
    rule: 'a kind of site',
    for: ARCHETYPE_NAMES,
    allowed: () => ARCHETYPE_NAMES,
    suggest: (_name, found) => likely(found),
  },
  facility: {
    text: 'Name of the facility, for people',
    pattern: /^[^'\\`$%*/\p{Cc}\u2028\u2029]{1,100}$/u,
    rule: 'one line of text without quotes and signs of code',
    for: ARCHETYPE_NAMES,
    allowed: ANY,
    suggest: (name) => ({ value: name.toUpperCase(), source: NAME_SOURCE }),
  },
  domain: {
    text: 'DNS domain that all addresses are below',
    pattern: HOST,
    rule: 'a DNS domain such as daas.facility.example',
    for: ['slurm-hub', 'kubernetes-hub', 'openstack-visa', 'mixed'],
    allowed: ANY,
    suggest: (name) => ({ value: `daas.${name}.example`, source: NAME_SOURCE }),
  },
  contact: {
    text: 'E-mail address of who helps users',
    pattern: /^[\w.+-]+@[a-z\d-]+(?:\.[a-z\d-]+)*$/i,
    rule: 'an e-mail address',
    for: ARCHETYPE_NAMES,
    allowed: ANY,
    suggest: (name, _found, { domain = `daas.${name}.example` }) => ({ value: `useroffice@${domain}`, source: NAME_SOURCE }),
  },
  issuer: {
    text: 'OpenID Connect issuer that users come from',
    pattern: /^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w./~-]*)?$/,
    rule: 'an address that starts with https://',
    for: ['slurm-hub', 'kubernetes-hub', 'openstack-visa', 'mixed'],
    allowed: ANY,
    suggest: () => example('https://login.umbrella.example/realms/umbrella'),
  },
  cloud: {
    text: 'Entry of clouds.yaml',
    pattern: /^[\w.-]+$/,
    rule: 'the name of an entry of clouds.yaml',
    for: ['openstack-visa'],
    allowed: ({ cloud }) => cloud.entries.map((e) => e.value),
    suggest: (name, { cloud }) => cloud.entries.find((e) => e.value === name) ?? cloud.entries[0] ?? { value: name, source: NAME_SOURCE },
  },
  context: {
    text: 'Context of the kubeconfig',
    pattern: /^[\w.@:/-]+$/,
    rule: 'the name of a context',
    for: ['kubernetes-hub', 'openstack-visa', 'mixed'],
    allowed: ({ cluster }) => cluster.contexts.map((c) => c.value),
    suggest: (name, { cluster }) => cluster.contexts[0] ?? { value: `${name}-daas`, source: NAME_SOURCE },
  },
};

/** The questions that matter for a kind of site. */
export function keysFor(archetype: ArchetypeName): readonly AnswerKey[] {
  return ANSWER_KEYS.filter((key) => QUESTIONS[key].for.includes(archetype));
}

/** The kind of site that what was found is enough for. */
function likely({ cloud, cluster, queues }: Discovery): Guess<ArchetypeName> {
  const flavor = cloud.flavors[0];
  const group = cluster.groups[0];
  const queue = queues[0];
  if (flavor !== undefined) {
    return { value: 'openstack-visa', source: flavor.source };
  }
  if (group !== undefined) {
    return queue === undefined
      ? { value: 'kubernetes-hub', source: group.source }
      : { value: 'mixed', source: `${group.source}, ${queue.source}` };
  }
  return queue === undefined ? example('single-host') : { value: 'slurm-hub', source: queue.source };
}
