import { spawnSync } from 'child_process';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import { KitError } from '../../kit-error';

/** Lays texts out as the repository's other files are; all in one process, whose start takes longest. */
export function layOut(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', PROGRAM], {
    cwd: KIT_ROOT,
    input: JSON.stringify([...files].map(([name, text]) => ({ file: path.join(KIT_ROOT, 'sites/new', name), text }))),
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new KitError(
      `the site's files can't be laid out: ${
        stderr
          .trim()
          .split('\n')
          .find((l) => /Error/.test(l)) ?? ''
      }`,
      'npm ci installs what the kit is worked on with',
    );
  }
  const texts = JSON.parse(stdout) as readonly string[];
  return new Map([...files.keys()].map((name, i) => [name, texts[i]!]));
}

/** Prettier is a module of its own kind, which a compiled program can only load in a process of its own. */
const PROGRAM = `
import('prettier').then(async ({ format, resolveConfig }) => {
  const files = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  const texts = files.map(async ({ file, text }) => format(text, { ...(await resolveConfig(file)), filepath: file }));
  process.stdout.write(JSON.stringify(await Promise.all(texts)));
});`;
