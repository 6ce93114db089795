import { NAME_PATTERN, NAME_RULE } from '../../../core/names';
import { nearest } from '../../../core/nearest';
import type { Problem } from '../../../core/problem';
import type { Discovery } from '../discover/discover';
import type { AnswerKey } from './answers';
import { problem } from '../problem';
import { QUESTIONS } from './questions';

/** Where an answer comes from: a line of a file, a flag, or the terminal. */
export interface Given {
  readonly key: AnswerKey;
  readonly value: string;
  /** `beam.yaml:3`, `--domain`. */
  readonly place: string;
}

/** What is wrong with an answer; undefined when nothing is. Pure. */
export function checkAnswer(site: string, { key, value, place }: Given, found: Discovery): Problem | undefined {
  const { allowed: allowedOf, pattern, rule } = QUESTIONS[key];
  const allowed = allowedOf(found);
  const where = { site, prop: key, location: place };
  if (allowed.length > 0 && !allowed.includes(value)) {
    const near = nearest(value, allowed);
    return problem('NewAnswerUnknown', `there is no ${key} '${value}'`, {
      ...where,
      allowed,
      ...(near !== undefined && { nearest: near }),
    });
  }
  return pattern.test(value) ? undefined : problem('NewAnswerInvalid', `must be ${rule}, got '${value}'`, where);
}

/** What is wrong with a site's name. Pure. */
export function checkName(name: string): readonly Problem[] {
  const where = { site: name, prop: 'name', location: 'NAME' };
  return NAME_PATTERN.test(name) ? [] : [problem('NewNameInvalid', `must be ${NAME_RULE}, got '${name}'`, where)];
}
