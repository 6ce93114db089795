import { parse } from 'yaml';
import { NAME_PATTERN, NAME_RULE } from '../../core/names';
import { nearest } from '../../core/nearest';
import { KitError } from '../kit-error';

/** Kinds of sites that can be begun. */
export const ARCHETYPES = ['slurm-hub'] as const;

/** What only people know. */
export interface Answers {
  readonly archetype: (typeof ARCHETYPES)[number];
  /** Name for people. */
  readonly facility: string;
  /** Below which all addresses are. */
  readonly domain: string;
  /** E-mail address of who helps users. */
  readonly contact: string;
  /** OpenID Connect issuer that users come from. */
  readonly issuer: string;
}

const KEYS = ['archetype', 'facility', 'domain', 'contact', 'issuer'];

/** Answers of a YAML file, with what follows from the name where they leave something out. */
export function readAnswers(name: string, text: string, archetype: string | undefined): Answers {
  const given = (parse(text) ?? {}) as Readonly<Record<string, unknown>>;
  const stranger = Object.keys(given).find((key) => !KEYS.includes(key));
  if (stranger !== undefined) {
    const near = nearest(stranger, KEYS);
    throw new KitError(
      `the answers know no '${stranger}'${near === undefined ? '' : `; did you mean '${near}'?`}`,
      `they are: ${KEYS.join(', ')}`,
    );
  }
  if (!NAME_PATTERN.test(name)) {
    throw new KitError(`a site's name must be ${NAME_RULE}, got '${name}'`);
  }
  const text_ = (key: string, usual: string): string => {
    const value = given[key] ?? usual;
    if (typeof value !== 'string' || !/^[^'\\\n`$]+$/.test(value)) {
      throw new KitError(`the answer '${key}' must be one line of text without quotes, got ${JSON.stringify(value)}`);
    }
    return value;
  };
  const chosen = archetype ?? text_('archetype', ARCHETYPES[0]);
  const known = ARCHETYPES.find((a) => a === chosen);
  if (known === undefined) {
    throw new KitError(`there is no archetype '${chosen}'`, `there are: ${ARCHETYPES.join(', ')}`);
  }
  const domain = text_('domain', `daas.${name}.example`);
  return {
    archetype: known,
    facility: text_('facility', name.toUpperCase()),
    domain,
    contact: text_('contact', `useroffice@${domain}`),
    issuer: text_('issuer', 'https://login.umbrella.example/realms/umbrella'),
  };
}
