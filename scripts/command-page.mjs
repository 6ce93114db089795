// Makes docs/reference/commands.md out of what the compiled commands say of themselves.
//   node scripts/command-page.mjs           writes it (npm run docs:sites)
//   node scripts/command-page.mjs --check   fails when it is stale
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url).pathname;
const file = `${root}docs/reference/commands.md`;

/** The help of `daas`, or of one of its commands. */
function help(...command) {
  const env = { ...process.env, COLUMNS: '100', LC_ALL: 'C' };
  return execFileSync(process.execPath, [`${root}dist/cli/main.js`, ...command, '--help'], { encoding: 'utf8', env }).trimEnd();
}

const names = [...help().matchAll(/^ {2}daas ([\w-]+)/gm)].map(([, name]) => name);
const sections = names.sort().map((name) => `## daas ${name}\n\n\`\`\`text\n${help(name)}\n\`\`\`\n`);
const banner = '<!-- Made by scripts/command-page.mjs (npm run docs:sites): never edit. -->';
const page = `${banner}\n\n# Commands\n\n\`npx daas COMMAND\`; \`DAAS_TRACE=1\` shows where something unexpected happened.\n\n${sections.join('\n')}`;

if (process.argv.includes('--check')) {
  const stale = !existsSync(file) || readFileSync(file, 'utf8') !== page;
  if (stale) {
    console.error('docs/reference/commands.md is stale: npm run docs:sites');
  }
  process.exitCode = stale ? 1 : 0;
} else {
  writeFileSync(file, page);
}
