import type { Problem } from '../../../core/problem';
import type { Discovery } from '../discover/discover';
import { ANSWER_KEYS, ANSWERED, type AnswerKey, type Answers, type ArchetypeName, type Given } from './answers';
import { checkAnswer } from './check-answer';
import { keysFor, QUESTIONS } from './questions';

/** Asks somebody; an empty answer takes the suggestion. `fault` is what was wrong with the answer before. */
export type Ask = (question: {
  readonly text: string;
  readonly suggestion: string;
  readonly source: string;
  readonly allowed: readonly string[];
  readonly fault: Problem | undefined;
}) => Promise<string>;

/** What was answered before anybody is asked. */
export interface Before {
  readonly given: Given;
  /** Where each stands: `beam.yaml:3`, `--domain`. */
  readonly places: ReadonlyMap<string, string>;
}

/** All answers, asked where they weren't given; or what is wrong with those that were. */
export async function gatherAnswers(
  site: string,
  before: Before,
  found: Discovery,
  ask: Ask | undefined,
): Promise<{ readonly answers: Answers; readonly given: Given } | { readonly problems: readonly Problem[] }> {
  const problems = ANSWER_KEYS.flatMap((key) => {
    const value = before.given[key];
    return value === undefined ? [] : (checkAnswer(site, { key, value, place: before.places.get(key) ?? key }, found) ?? []);
  });
  if (problems.length > 0) {
    return { problems };
  }
  const given: Partial<Record<AnswerKey, string>> = { ...before.given };
  for (const key of ANSWER_KEYS) {
    const archetype = (given.archetype ?? QUESTIONS.archetype.suggest(site, found, given).value) as ArchetypeName;
    if (ask !== undefined && given[key] === undefined && keysFor(archetype).includes(key)) {
      const answer = await askOne(site, key, found, given, ask);
      Object.assign(given, answer === '' ? {} : { [key]: answer });
    }
  }
  return { answers: complete(site, given, found), given };
}

/** Asks until the answer is right; '' takes the suggestion. */
async function askOne(site: string, key: AnswerKey, found: Discovery, given: Given, ask: Ask): Promise<string> {
  const { text, allowed, suggest } = QUESTIONS[key];
  const { value: suggestion, source } = suggest(site, found, given);
  for (let fault: Problem | undefined; ;) {
    const answer = (await ask({ text, suggestion, source, allowed: allowed(found), fault })).trim();
    fault = answer === '' ? undefined : checkAnswer(site, { key, value: answer, place: key }, found);
    if (fault === undefined) {
      return answer;
    }
  }
}

/** What was given, and guesses for the rest. Pure. */
export function complete(site: string, given: Given, found: Discovery): Answers {
  const entries = ANSWER_KEYS.map((key) => {
    const value = given[key];
    return [key, value === undefined ? QUESTIONS[key].suggest(site, found, given) : { value, source: ANSWERED }];
  });
  return Object.fromEntries(entries) as Answers;
}
