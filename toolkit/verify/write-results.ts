import * as fs from 'fs';
import * as path from 'path';
import { renderHtml } from './render/html';
import { renderJunit } from './render/junit';
import { renderMarkdown } from './render/markdown';
import type { Verification } from './result';

/** Writes a run in all forms; gives the files. */
export function writeResults(run: Verification, folder: string): readonly string[] {
  fs.mkdirSync(folder, { recursive: true });
  const forms = {
    'verify.json': `${JSON.stringify(run, null, 2)}\n`,
    'verify.md': renderMarkdown(run),
    'verify.html': renderHtml(run),
    'junit.xml': renderJunit(run),
  };
  return Object.entries(forms).map(([name, text]) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    return file;
  });
}
