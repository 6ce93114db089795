import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { pathToFileURL } from 'url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { renderHtml } from '../../../toolkit/verify/render/html';
import { judgeWorld, withRaw } from '../../toolkit/verify/site';
import { CHROMIUM } from '../demo/chromium';

const ROOT = path.resolve(__dirname, '../../..');
const SHOTS = process.env['DAAS_SCREENSHOTS'] ?? path.join(ROOT, '.daas/screenshots');
const AXE = require.resolve('axe-core/axe.min.js');

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-pages-'));
  fs.mkdirSync(SHOTS, { recursive: true });
  const results = judgeWorld(withRaw({ attempts: [{ path: '/data/raw', error: '', uid: 1000, gid: 1000 }] }));
  const run = { version: 1, site: 'site', facility: 'Site', started: '2026-11-01T12:00:00.000Z', seconds: 1, results } as const;
  fs.mkdirSync(path.join(folder, 'psi'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'psi/verify.json'), JSON.stringify(run));
  fs.writeFileSync(path.join(folder, 'verify.html'), renderHtml(run));
  const clouds = ['large', 'small'].flatMap((c) => ['--catalogue', path.join(ROOT, `test/fixtures/clouds/${c}.json`)]);
  execFileSync(path.join(ROOT, 'cli/daas'), ['report', '--results', folder, '--out', folder, ...clouds], { cwd: ROOT });
  browser = await chromium.launch(CHROMIUM);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function open(name: string, colorScheme: 'light' | 'dark', width = 1280): Promise<Page> {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, javaScriptEnabled: true });
  await page.goto(pathToFileURL(path.join(folder, name)).href);
  return page;
}

describe.each(['verify.html', 'report.html'])('%s', (name) => {
  test.each(['light', 'dark'] as const)('has nothing that axe-core objects to, in %s colours', async (scheme) => {
    const page = await open(name, scheme);
    await page.addScriptTag({ path: AXE });
    const { violations } = await page.evaluate<AxeResult>('axe.run()');
    expect(violations.map((v) => [v.id, v.nodes[0]!.html])).toEqual([]);
    await page.screenshot({ path: path.join(SHOTS, `${name.replace('.html', '')}-${scheme}.png`) });
    await page.close();
  });

  test('can be read with the keyboard alone: a link to the content first, and every table scrolls', async () => {
    const page = await open(name, 'light', 480);
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to the content');
    const stops = new Set<string>();
    for (let i = 0; i < 400; i += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate<string>(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.getAttribute('href') ?? ''",
      );
      if (stop === '' && i > 0) {
        break;
      }
      stops.add(stop);
    }
    const regions = await page.locator('[role=region]').evaluateAll((all) => all.map((e) => e.getAttribute('aria-label')));
    expect(regions.length).toBeGreaterThan(2);
    expect(regions.filter((r) => !stops.has(r!))).toEqual([]);
    // On a narrow screen only tables are wider than it.
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await page.close();
  });

  test('asks nothing of the network', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (r) => asked.push(r.url()));
    await page.goto(pathToFileURL(path.join(folder, name)).href);
    expect(asked).toEqual([pathToFileURL(path.join(folder, name)).href]);
    await page.close();
  });
});
