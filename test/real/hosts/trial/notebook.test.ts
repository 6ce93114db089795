import * as fs from 'fs';
import * as path from 'path';
import * as tls from 'tls';
import type { Visitor } from '../../demo/visitor';
import { Trial } from './trial';
import { Visitors } from './visitors';

const trial = Trial.open();
const SHOTS = process.env['DAAS_SCREENSHOTS'] ?? path.resolve(__dirname, '../../../../.daas/screenshots', trial.site);
let visitors: Visitors;
let marie: Visitor;

beforeAll(async () => {
  fs.mkdirSync(SHOTS, { recursive: true });
  visitors = await Visitors.of(trial);
  marie = await visitors.arrive('marie');
}, 60_000);

afterAll(async () => {
  await visitors?.leave();
});

async function shot(visitor: Visitor, name: string): Promise<void> {
  await visitor.page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
}

test('all public names have a certificate of the authority that the site made', async () => {
  const ca = trial.on('front', 'cat /etc/daas/ca.crt');
  for (const name of Object.values(trial.names)) {
    const socket = tls.connect({ host: trial.address(name), port: 443, servername: name, ca });
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    expect([name, socket.authorized]).toEqual([name, true]);
    socket.destroy();
  }
});

describe('a federated user', () => {
  test('goes from the landing page through the broker and the federation to JupyterLab', async () => {
    await marie.page.goto(`https://${trial.names.portal}`);
    await shot(marie, 'portal');
    await marie.openNotebooks();
    await shot(marie, 'broker');
    await marie.logInAtFederation();
    await shot(marie, 'spawn');
    await marie.startServer();
    await shot(marie, 'jupyterlab');
    expect(marie.page.url()).toMatch(/\/user\/marie\/lab/);
  });

  test('has a notebook that is a job of his own on a compute node, and runs a cell there', async () => {
    const [user, state, node] = trial.job('marie').split(' ');
    expect([user, state, node]).toEqual(['marie', 'RUNNING', expect.stringMatching(/^node[12]$/)]);
    const seen = await marie.runCode(
      "import os, socket; print(os.getuid(), os.environ['SLURM_JOB_USER'], socket.gethostname(), os.getcwd())",
    );
    expect(seen.trim()).toBe(`21001 marie ${node} /home/marie`);
    await shot(marie, 'cell');
  });

  test('finds his work again on every host, because homes are one file system', async () => {
    await marie.runCode("open('work.txt', 'w').write('mine'); print('written')");
    for (const host of ['front', 'node1', 'node2']) {
      expect([host, trial.on(host, "cat /home/marie/work.txt; stat --format=' %U' /home/marie/work.txt")]).toEqual([host, 'mine marie']);
    }
  });

  test('reads the raw data of his proposal', async () => {
    expect(await marie.runCode("import os; print(len(open(os.environ['DAAS_RAW'] + '/proposal-4711/scan.txt').readlines()))")).toContain(
      '1000',
    );
  });

  test('fails to write raw data, and to read those of another proposal', async () => {
    const code = [
      'import os',
      "raw = os.environ['DAAS_RAW']",
      "for action in (lambda: open(raw + '/proposal-4711/x', 'w'), lambda: os.listdir(raw + '/proposal-4712')):",
      '    try:',
      "        action(); print('WRONG')",
      '    except OSError as error:',
      '        print(error.strerror)',
    ];
    expect((await marie.runCode(code.join('\n'))).trim().split('\n')).toEqual(['Read-only file system', 'Permission denied']);
    // The kernel refuses root too.
    expect(() => trial.on('node1', `touch "$(findmnt --noheadings --output TARGET --source ctl:/raw | head -n 1)/x"`)).toThrow(
      /Read-only file system/,
    );
  });
});

test('fails to log in for a federation user whom the facility does not know, with a page that says what to do', async () => {
  const eve = await visitors.arrive('eve');
  await eve.openNotebooks();
  await eve.logInAtFederation();
  await shot(eve, 'refused');
  const page = await eve.page.locator('body').innerText();
  expect(page).toMatch(/no account/i);
  expect(page).toMatch(new RegExp(`@${trial.site}\\.example`));
});

describe('the broker’s administration', () => {
  test('is not at the public address', async () => {
    const status = async (page: string) =>
      (await marie.context.request.get(`https://${trial.names.login}${page}`, { maxRedirects: 0 })).status();
    for (const page of ['/', '/admin/', '/admin/master/console/', '/admin/realms/daas/users', '/metrics', '/health']) {
      expect([page, await status(page)]).toEqual([page, 404]);
    }
    expect(await status('/realms/daas/.well-known/openid-configuration')).toBe(200);
  });

  test('opens at the end of a tunnel', async () => {
    const operator = await visitors.arrive('operator');
    await trial.throughTunnel('front', 8080, async () => {
      await operator.page.goto('http://localhost:8080/admin/');
      await operator.page.locator('#username').fill('admin');
      expect(operator.page.url()).toContain(`https://${trial.names.login}/realms/master/`);
      await operator.page.locator('#password').fill(trial.administratorPassword);
      await operator.page.locator('#kc-login').click();
      await operator.page.getByRole('link', { name: 'Manage realms' }).click();
      await operator.page.getByRole('link', { name: 'daas', exact: true }).waitFor();
      await shot(operator, 'administration');
    });
  });
});
