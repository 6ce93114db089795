import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import type { Problem } from '../../core/problem';
import { KitError } from '../kit-error';
import { ANSWER_KEYS, type Given } from './answers/answers';
import { checkName } from './answers/check-answer';
import { gatherAnswers, type Ask, type Before } from './answers/gather';
import { readAnswers } from './answers/read-answers';
import { discover } from './discover/discover';
import { problem } from './problem';
import { renderSiteFiles } from './render/site-files';
import { difference } from './write/difference';
import { layOut } from './write/layout';
import { planFiles, type FileState } from './write/plan-files';
import { checksum, readRecord, RECORD, renderRecord } from './write/record';

/** What was asked for. */
export interface NewOptions {
  /** Answers given by flags; they go before those of the file. */
  readonly flags: Given;
  /**
   * File of answers.
   *
   * @default - those of the run before, if there was one
   */
  readonly answers?: string;
  /**
   * Folder of dumped files.
   *
   * @default - this machine is looked at
   */
  readonly from?: string;
  /**
   * Asks for what wasn't given.
   *
   * @default - nobody is asked
   */
  readonly ask?: Ask;
}

/** What became of a file. */
export interface NewFile {
  readonly file: string;
  readonly state: FileState;
  /**
   * What would change.
   *
   * @default - the file isn't refused
   */
  readonly difference?: string;
}

/** What `daas new` did; with problems, it wrote nothing. */
export interface NewResult {
  readonly files: readonly NewFile[];
  readonly problems: readonly Problem[];
}

/** Begins a site, or begins it again where that takes nothing from anybody. */
export async function newSite(name: string, options: NewOptions, sites = path.join(KIT_ROOT, 'sites')): Promise<NewResult> {
  if (options.from !== undefined && !fs.existsSync(options.from)) {
    throw new KitError(`there is no folder ${options.from}`, 'docs/bootstrapping.md says which files to dump into it');
  }
  const wrong = checkName(name);
  if (wrong.length > 0) {
    return { files: [], problems: wrong };
  }
  const folder = path.join(sites, name);
  const record = readRecord(path.join(folder, RECORD));
  const before = answersBefore(name, options, record.answers);
  if (before.problems.length > 0) {
    return { files: [], problems: before.problems };
  }
  const cloud = before.given.cloud ?? process.env['OS_CLOUD'];
  const found = await discover(options.from, { cloud, context: before.given.context });
  const gathered = await gatherAnswers(name, before, found, options.ask);
  if ('problems' in gathered) {
    return { files: [], problems: gathered.problems };
  }
  const rendered = renderSiteFiles({ name, answers: gathered.answers, found });
  const files = new Map([...rendered, ...layOut(new Map([...rendered].filter(([file]) => file.endsWith('.ts'))))]);
  const planned = planFiles(folder, files, record.written);
  const about = planned.map(({ name: file, text, state }) => ({
    file: `sites/${name}/${file}`,
    state,
    ...(state === 'refused' && { difference: difference(path.join(folder, file), text ?? '') }),
  }));
  const problems = about.filter((f) => f.state === 'refused').map((f) => edited(name, f.file));
  if (problems.length > 0) {
    return { files: about, problems };
  }
  fs.mkdirSync(folder, { recursive: true });
  for (const { name: file, text, state } of planned) {
    const place = path.join(folder, file);
    if (text === undefined) {
      fs.rmSync(place);
    } else if (state === 'written' || state === 'updated') {
      fs.writeFileSync(place, text);
    }
  }
  const written = Object.fromEntries([...files].map(([file, text]) => [file, checksum(text)]));
  fs.writeFileSync(path.join(folder, RECORD), renderRecord({ answers: gathered.given, written }));
  return { files: about, problems: [] };
}

/** Flags, then the file, then what the site was begun with. */
function answersBefore(name: string, options: NewOptions, recorded: Given): Before & { readonly problems: readonly Problem[] } {
  const file = options.answers;
  if (file !== undefined && !fs.existsSync(file)) {
    throw new KitError(`there is no file ${file}`, `a YAML file with some of: ${ANSWER_KEYS.join(', ')}`);
  }
  const fromFile = readAnswers(name, file ?? '', file === undefined ? '' : fs.readFileSync(file, 'utf8'));
  const place = (keys: object, of: (key: string) => string) => Object.keys(keys).map((key) => [key, of(key)] as const);
  return {
    given: { ...recorded, ...fromFile.given, ...options.flags },
    places: new Map([
      ...place(recorded, () => `sites/${name}/${RECORD}`),
      ...fromFile.places,
      ...place(options.flags, (key) => `--${key}`),
    ]),
    problems: fromFile.problems,
  };
}

function edited(site: string, file: string): Problem {
  const message = 'was edited, and would change: take over what differs by hand, or remove the file to have it written anew';
  return problem('NewFileEdited', message, { site, prop: '', location: file });
}
