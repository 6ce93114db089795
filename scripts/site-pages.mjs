// Makes docs/sites/<name>.md and docs/reference/effects.md out of the compiled kit.
//   node scripts/site-pages.mjs           writes them (npm run docs:sites)
//   node scripts/site-pages.mjs --check   fails when one is stale
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const root = new URL('../', import.meta.url).pathname;
const { SiteApp } = require(`${root}dist/toolkit/app/app`);
const { renderSitePage } = require(`${root}dist/toolkit/graph/site-page`);
const { renderEffects } = require(`${root}dist/toolkit/graph/effects-page`);

const app = new SiteApp();
// A demo that runs in this clone has its own ports and folder: its page is left as it is.
const here = existsSync(`${root}.daas/site-demo/settings.json`) ? app.names().filter((name) => name !== 'demo') : app.names();
const pages = new Map(here.map((name) => [`docs/sites/${name}.md`, renderSitePage(app.blueprint(name))]));
pages.set('docs/reference/effects.md', renderEffects());

const folder = `${root}docs/sites`;
const left = existsSync(folder) ? readdirSync(folder).filter((f) => !app.names().includes(f.replace(/\.md$/, ''))) : [];
const stale = [...pages]
  .filter(([file, text]) => !existsSync(root + file) || readFileSync(root + file, 'utf8') !== text)
  .map(([file]) => file);
if (process.argv.includes('--check')) {
  const wrong = [...stale, ...left.map((f) => `docs/sites/${f}`)];
  wrong.forEach((file) => console.error(`${file} is stale: npm run docs:sites`));
  process.exitCode = wrong.length === 0 ? 0 : 1;
} else {
  mkdirSync(folder, { recursive: true });
  left.forEach((f) => rmSync(`${folder}/${f}`));
  stale.forEach((file) => writeFileSync(root + file, pages.get(file)));
}
