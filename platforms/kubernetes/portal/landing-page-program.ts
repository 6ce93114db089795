import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';

const FOLDER = 'packages/landing-page/landing_page';

/** The package landing_page: path below it -> content. */
export function landingPageProgram(): Readonly<Record<string, string>> {
  const files = fs.readdirSync(path.join(KIT_ROOT, FOLDER), { recursive: true, encoding: 'utf8' }).sort();
  const sources = files.filter((file) => /\.(py|html|css|svg)$/.test(file));
  return Object.fromEntries(sources.map((file) => [file, fs.readFileSync(path.join(KIT_ROOT, FOLDER, file), 'utf8')]));
}
