import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../core/kit';
import { KitError } from '../kit-error';
import { readAnswers } from './answers';
import { discover } from './discover';
import { renderSlurmHub } from './slurm-hub';

/** What was asked for. */
export interface NewOptions {
  /**
   * Kind of site.
   *
   * @default - the answers', else slurm-hub
   */
  readonly archetype?: string;
  /**
   * File of answers.
   *
   * @default - everything follows from the name
   */
  readonly answers?: string;
  /**
   * Folder of dumped files.
   *
   * @default - this machine is looked at
   */
  readonly from?: string;
}

/** What became of a file. */
export interface WrittenFile {
  readonly file: string;
  /** `kept`: it is there with other content, and stays as it is. */
  readonly state: 'written' | 'same' | 'kept';
}

/** Begins a site: writes what isn't there yet, and never over what is. */
export function newSite(name: string, options: NewOptions, sites = path.join(KIT_ROOT, 'sites')): readonly WrittenFile[] {
  if (options.from !== undefined && !fs.existsSync(options.from)) {
    throw new KitError(`there is no folder ${options.from}`, 'docs/bootstrapping.md says which files to dump into it');
  }
  const answers = readAnswers(name, options.answers === undefined ? '' : read(options.answers), options.archetype);
  const files = renderSlurmHub(name, answers, discover(options.from));
  const folder = path.join(sites, name);
  fs.mkdirSync(folder, { recursive: true });
  const written: WrittenFile[] = [];
  for (const [file, text] of files) {
    written.push({ file: `sites/${name}/${file}`, state: write(path.join(folder, file), formatted(file, text)) });
  }
  return written;
}

function write(place: string, text: string): WrittenFile['state'] {
  if (fs.existsSync(place)) {
    return fs.readFileSync(place, 'utf8') === text ? 'same' : 'kept';
  }
  fs.writeFileSync(place, text);
  return 'written';
}

/** As the repository's other files are. */
function formatted(file: string, text: string): string {
  if (!file.endsWith('.ts')) {
    return text;
  }
  const args = [path.join(KIT_ROOT, 'node_modules/prettier/bin/prettier.cjs'), '--stdin-filepath', path.join(KIT_ROOT, 'sites/new', file)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: KIT_ROOT, input: text, encoding: 'utf8' });
  if (status !== 0) {
    throw new KitError(
      `the site's file can't be laid out: ${stderr.trim().split('\n')[0]}`,
      'npm ci installs what the kit is worked on with',
    );
  }
  return stdout;
}

function read(file: string): string {
  if (!fs.existsSync(file)) {
    throw new KitError(`there is no file ${file}`);
  }
  return fs.readFileSync(file, 'utf8');
}
