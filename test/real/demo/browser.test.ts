import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM } from './chromium';
import { Visitor, type DemoAddress } from './visitor';

const ROOT = path.resolve(__dirname, '../../..');
const SHOTS = process.env['DAAS_SCREENSHOTS'] ?? path.join(ROOT, '.daas/screenshots');
let browser: Browser;
let demo: DemoAddress;
let marie: Visitor;

beforeAll(async () => {
  // Answers at once when the demo runs already, and says why when it can't.
  demo = JSON.parse(execFileSync(path.join(ROOT, 'cli/daas'), ['demo', 'up', '--json'], { encoding: 'utf8' })) as DemoAddress;
  fs.mkdirSync(SHOTS, { recursive: true });
  browser = await chromium.launch(CHROMIUM);
  marie = await Visitor.arrive(browser, demo, 'marie');
}, 600_000);

afterAll(async () => {
  await browser?.close();
});

async function shot(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
}

describe('a user of the first proposal', () => {
  test('goes from the landing page through the broker and the federation to JupyterLab', async () => {
    await marie.page.goto(demo.portal);
    await shot(marie, 'portal');
    await marie.openNotebooks();
    await shot(marie, 'broker');
    await marie.logInAtFederation();
    await shot(marie, 'spawn');
    await marie.startServer();
    await shot(marie, 'jupyterlab');
    expect(marie.page.url()).toMatch(/\/user\/marie\/lab/);
  });

  test.each(['saxs', 'tomography', 'diffraction'])('runs the %s example to its checked number', async (name) => {
    const check = await marie.runExample(`${name}.ipynb`);
    await shot(marie, `example-${name}`);
    expect(check).toMatch(new RegExp(`^CHECK ${name} ok`));
  });

  test('is the facility user that the identity map says, and sees the own proposal only', async () => {
    const seen = await marie.runCode("import os; print(os.getuid(), os.environ['USER'], sorted(os.listdir('/data/raw')))");
    expect(seen).toContain("21001 marie ['proposal-4711']");
  });

  test('fails to write raw data, even as their owner', async () => {
    const code = [
      'import os, glob',
      "file = glob.glob('/data/raw/proposal-4711/**/*.h5', recursive=True)[0]",
      'for action in (lambda: open(file, "r+b"), lambda: os.chmod(file, 0o666), lambda: os.remove(file), lambda: open("/data/raw/proposal-4711/x", "w")):',
      '    try:',
      '        action(); print("WRITABLE")',
      '    except OSError as error:',
      '        print(error.strerror)',
    ];
    const seen = await marie.runCode(code.join('\n'));
    // The file's own mode refuses the first; the mount refuses whoever may change modes.
    expect(seen.trim().split('\n')).toEqual(['Permission denied', ...(Array(3).fill('Read-only file system') as string[])]);
  });
});

test('fails to see or read the raw data of another proposal', async () => {
  const pierre = await Visitor.arrive(browser, demo, 'pierre');
  await pierre.openNotebooks();
  await pierre.logInAtFederation();
  await pierre.startServer();
  const code = [
    'import os',
    "print(sorted(os.listdir('/data/raw')))",
    'for path in ("/data/raw/proposal-4711", "/home/marie"):',
    '    print(path, os.path.exists(path))',
  ];
  const seen = await pierre.runCode(code.join('\n'));
  expect(seen.trim().split('\n')).toEqual(["['proposal-4712']", '/data/raw/proposal-4711 False', '/home/marie False']);
});

test('fails to log in for a federation user whom the facility does not know, with a page that says what to do', async () => {
  const eve = await Visitor.arrive(browser, demo, 'eve');
  await eve.openNotebooks();
  await eve.logInAtFederation();
  await shot(eve, 'refused');
  const page = await eve.page.locator('body').innerText();
  expect(page).toMatch(/no account/i);
  expect(page).toContain('user-office@demo.example');
});

test('a log-out ends the session at the hub, the broker and the federation', async () => {
  await marie.page.goto(`${demo.notebooks}/hub/logout`);
  await marie.page.waitForURL(`${demo.portal}/`);
  expect(await marie.api('status')).not.toBe(200);
  await marie.openNotebooks();
  await marie.page.getByRole('link', { name: /umbrellaid/i }).click();
  // The federation asks for the password again.
  await marie.page.locator('#password').waitFor();
  expect(marie.page.url()).toMatch(/realms\/umbrella/);
});
