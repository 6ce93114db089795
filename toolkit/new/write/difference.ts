import { spawnSync } from 'child_process';

/** What would change in a file, as git shows it; the lines alone. */
export function difference(file: string, text: string): string {
  const args = ['diff', '--no-index', '--no-color', '--no-ext-diff', '--unified=1', '--', file, '-'];
  const { stdout } = spawnSync('git', args, { input: text, encoding: 'utf8' });
  return stdout.slice(Math.max(0, stdout.indexOf('@@'))).trimEnd();
}
