// Seconds from the landing page to a notebook whose kernel waits for work, in the demo of a clone. Called by benchmark.mjs.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { chromium } from 'playwright-core';

const clone = process.argv[2];
const demo = JSON.parse(
  execFileSync(path.join(clone, 'cli/daas'), ['demo', 'up', '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
);
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
const page = await browser.newPage();
const start = performance.now();
await page.goto(demo.portal);
await page
  .getByRole('link', { name: /^open (the )?notebook\b/i })
  .first()
  .click();
await page.getByRole('link', { name: /umbrellaid/i }).click();
await page.locator('#username').fill('marie');
await page.locator('#password').fill(demo.password);
await page.locator('#kc-login').click();
await page.waitForURL(/\/hub\/|\/user\//);
if (/\/hub\/spawn/.test(page.url())) await page.getByRole('button', { name: /start/i }).click();
// JupyterLab has opened the notebook, and its kernel waits for work.
await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first().waitFor({ state: 'attached', timeout: 120_000 });
console.log(((performance.now() - start) / 1000).toFixed(1));
await browser.close();
