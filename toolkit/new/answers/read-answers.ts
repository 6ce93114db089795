import type { Problem } from '../../../core/problem';
import { checkSiteFile } from '../../site-file/read-site-file';
import type { Shape } from '../../site-file/shape';
import { ANSWER_KEYS, ARCHETYPE_NAMES, type Given } from './answers';

const KEYS: Readonly<Record<string, Shape>> = Object.fromEntries(ANSWER_KEYS.map((key) => [key, { kind: 'text' }]));

/** For the check of a file of answers. */
export const ANSWERS_SHAPE: Shape = { kind: 'map', required: [], keys: { ...KEYS, archetype: { kind: 'text', allowed: ARCHETYPE_NAMES } } };

/** Answers of a YAML file, with the line of each. Pure. */
export function readAnswers(
  site: string,
  file: string,
  text: string,
): { readonly given: Given; readonly places: ReadonlyMap<string, string>; readonly problems: readonly Problem[] } {
  const { data, problems } = text.trim() === '' ? { data: {}, problems: [] } : checkSiteFile<Given>(site, file, text, ANSWERS_SHAPE);
  const lines = text.split('\n');
  const place = (key: string): string => `${file}:${lines.findIndex((line) => line.startsWith(`${key}:`)) + 1}`;
  const given = data ?? {};
  return { given, places: new Map(Object.keys(given).map((key) => [key, place(key)])), problems };
}
