import type { Problem } from '../../core/problem';
import { readSiteFile } from '../site-file/read-site-file';
import type { Shape } from '../site-file/shape';

/** A question of the deployment questionnaire (section B). */
export interface Question {
  /** `B1`. */
  readonly number: string;
  /** Key in survey.yaml. */
  readonly key: string;
  readonly question: string;
}

/** Section B, in its order. */
export const QUESTIONS: readonly Question[] = [
  { number: 'B1', key: 'infrastructure', question: 'Which infrastructure is used (cloud, Kubernetes, scheduler, file systems)?' },
  { number: 'B2', key: 'components', question: 'Which components are deployed, which are left out, and why?' },
  { number: 'B3', key: 'deviations', question: 'Where does the deployment leave the blueprint?' },
  { number: 'B4', key: 'effort', question: 'How many person-days did it take, and which skills?' },
  { number: 'B5', key: 'login', question: 'How far is the integration of log-in and federation?' },
  { number: 'B6', key: 'users', question: 'How many test users of which kind, and what did they say?' },
  { number: 'B7', key: 'outlook', question: 'What blocks, what comes next, who operates it, at which cost?' },
];

/** `public`: from published sources; `answered`: by the facility; `example`: made up, for the demo. */
export type SurveyState = 'answered' | 'public' | 'example';

/** `sites/NAME/survey.yaml`. */
export interface Survey {
  readonly state: SurveyState;
  /** Who answered, or where it was published. */
  readonly source: string;
  /** ISO 8601 date, or year and month. */
  readonly date: string;
  /** Answers by key; what is left out is not answered. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

const TEXT: Shape = { kind: 'text' };

/** For the check of the file. */
export const SURVEY_SHAPE: Shape = {
  kind: 'map',
  required: ['state', 'source', 'date', 'answers'],
  keys: {
    state: { kind: 'text', allowed: ['answered', 'public', 'example'] },
    source: TEXT,
    date: TEXT,
    answers: { kind: 'map', required: [], keys: Object.fromEntries(QUESTIONS.map((q) => [q.key, { kind: 'list', of: TEXT }])) },
  },
};

/** A site's answers, and what is wrong with them; undefined without the file. */
export function readSurvey(site: string): { readonly data: Survey | undefined; readonly problems: readonly Problem[] } | undefined {
  return readSiteFile<Survey>(site, 'survey.yaml', SURVEY_SHAPE);
}
