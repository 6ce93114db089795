import { execFileSync, spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM } from './chromium';
import { Clone, eventually, killAll, listens, processesNaming } from './clone';
import { Visitor, type DemoAddress } from './visitor';

const MINUTE = 60_000;
const ROOT = process.getuid?.() === 0;

let clone: Clone;
let demo: DemoAddress;
let browser: Browser;
let marie: Visitor;
/** What was there before it. */
let before: readonly string[];
let start: number;
/** Where the demo was. */
let place: { readonly directory: string; readonly account: string };

beforeAll(async () => {
  before = foldersOfPlays();
  start = Date.now() / 1000;
  clone = Clone.make();
  browser = await chromium.launch(CHROMIUM);
}, 5 * MINUTE);

afterAll(async () => {
  await browser?.close();
  clone?.delete();
});

/** In which root hands files to the account of a demo. */
function foldersOfPlays(): string[] {
  return fs.readdirSync('/var/lib').filter((name) => name.startsWith('daas-plays-'));
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

test(
  'a deployment that is killed in the middle is completed by running it again',
  async () => {
    const killed = clone.start('npm', 'run', '--silent', 'demo', '--', '--no-slurm');
    const ansible = () => processesNaming(`${clone.folder}/.daas/python/ansible/bin/ansible-playbook`);
    await eventually('a play runs', 240, () => ansible().length > 0);
    await new Promise((resolve) => setTimeout(resolve, 8000));
    process.kill(-killed.pid!, 'SIGKILL');
    killAll(processesNaming(clone.folder));
    demo = clone.up();
    expect(await answers(`${demo.notebooks}/hub/health`)).toBe(true);
  },
  10 * MINUTE,
);

test(
  'a second deployment changes nothing',
  () => {
    const supervisor = () => fs.readFileSync(`${clone.settings.directory}/run/supervisord.pid`, 'utf8');
    const first = supervisor();
    clone.run('npx', 'daas', 'demo', 'up');
    expect(clone.log).toMatch(/No changes\. Your infrastructure matches the configuration/);
    expect(clone.log).not.toMatch(/daas: .*: main started/);
    expect(supervisor()).toBe(first);
  },
  2 * MINUTE,
);

test(
  'a changed profile reconfigures the hub without ending a running notebook',
  async () => {
    marie = await Visitor.arrive(browser, demo, 'marie');
    await marie.openNotebooks();
    await marie.logInAtFederation();
    await marie.startServer();
    expect(await marie.runCode('import os; print("pid", os.getppid())')).toContain('pid');
    const kernels = async () =>
      (await (await marie.context.request.get(`${demo.notebooks}/user/marie/api/kernels`)).json()) as { id: string }[];
    const running = (await kernels()).map((k) => k.id);

    clone.edit('sites/demo/site.ts', "Profile.cpu('large', { cores: 2,", "Profile.cpu('large', { cores: 3,");
    clone.run('npx', 'daas', 'demo', 'up');
    expect(clone.log).toMatch(/cores\s*=\s*2 -> 3/);

    expect((await kernels()).map((k) => k.id)).toEqual(running);
    const pierre = await Visitor.arrive(browser, demo, 'pierre');
    await pierre.openNotebooks();
    await pierre.logInAtFederation();
    await pierre.page.getByText('3 cores').waitFor();
  },
  5 * MINUTE,
);

test(
  'a service that is killed comes back',
  async () => {
    for (const [program, url] of [
      ['env/services/bin/jupyterhub\0', `${demo.notebooks}/hub/health`],
      ['landing_page', `${demo.portal}/healthz`],
    ] as const) {
      const [pid] = processesNaming(clone.settings.directory).filter((p) =>
        fs.readFileSync(`/proc/${p}/cmdline`, 'utf8').includes(program),
      );
      process.kill(pid!, 'SIGKILL');
      await eventually(`process ${pid} has ended`, 10, () => !fs.existsSync(`/proc/${pid}`));
      await eventually(`${url} is back`, 60, async () => answers(url));
    }
    expect(await marie.api('status')).toBe(200);
  },
  3 * MINUTE,
);

test('fails to start on a port that is taken, with one sentence and nothing changed', () => {
  const settings = fs.readFileSync(`${clone.folder}/.daas/site-demo/settings.json`, 'utf8');
  const other = clone.settings.firstPort + 1;
  expect(() => clone.run('npm', 'run', '--silent', 'demo', '--', '--port', String(other))).toThrow(
    new RegExp(`port ${other} is in use already.*\\nNothing was changed`),
  );
  expect(fs.readFileSync(`${clone.folder}/.daas/site-demo/settings.json`, 'utf8')).toBe(settings);
});

test('fails to deploy over the demo of a clone that was cleaned, and changes nothing', () => {
  const { directory } = clone.settings;
  const [kept, lost] = [`${clone.folder}/.daas/site-demo`, `${clone.folder}/.daas/lost`];
  fs.renameSync(kept, lost);
  expect(() => clone.run('npx', 'daas', 'demo', 'up')).toThrow(
    new RegExp(`${directory} is left of a demo of this clone, whose state and secrets are lost[^]*npm run demo:down`),
  );
  expect(fs.existsSync(kept)).toBe(false);
  fs.renameSync(lost, kept);
});

test(
  'demo:down leaves no process, port, file or account behind',
  async () => {
    const { directory, firstPort, account } = clone.settings;
    place = { directory, account };
    // Its removal starts it again: the broker is asked to give up its realms.
    const stop = ['env/supervisor/bin/supervisorctl', '-c', 'run/supervisord.conf', 'stop', 'keycloak'];
    const [program, ...args] = ROOT ? ['runuser', '-u', account, '--', ...stop] : stop;
    execFileSync(program!, args, { cwd: directory });
    expect(processesNaming(directory).length).toBeGreaterThan(5);
    const uid = execFileSync('id', ROOT ? ['-u', account] : ['-u'], { encoding: 'utf8' }).trim();
    clone.run('npm', 'run', '--silent', 'demo:down');
    expect(processesNaming(directory)).toEqual([]);
    for (let port = firstPort; port < firstPort + 7; port += 1) {
      expect([port, await listens(port)]).toEqual([port, false]);
    }
    expect(fs.existsSync(directory)).toBe(false);
    expect(fs.readFileSync('/etc/passwd', 'utf8')).not.toContain(account);
    expect(fs.existsSync(`${clone.folder}/.daas/site-demo`)).toBe(false);
    expect(foldersOfPlays()).toEqual(before);
    if (ROOT) {
      const places = ['/tmp', '/var/tmp', '/var/lib', '/run', '/dev/shm'];
      expect(spawnSync('find', [...places, '-newermt', `@${start}`, '-uid', uid], { encoding: 'utf8' }).stdout).toBe('');
    }
  },
  3 * MINUTE,
);

test(
  'demo:down removes what is left of a demo whose clone was cleaned, and ends no other process',
  async () => {
    const { directory, account } = place;
    if (ROOT) {
      execFileSync('useradd', ['--system', account]);
    }
    fs.mkdirSync(`${directory}/run`, { recursive: true });
    const service = spawn('sleep', ['600'], { cwd: `${directory}/run` });
    const other = spawn('sleep', ['600']);
    try {
      // As after a restart of the machine: another process has the number.
      fs.writeFileSync(`${directory}/run/supervisord.pid`, String(other.pid));
      clone.run('npm', 'run', '--silent', 'demo:down');
      await eventually('the service has ended', 10, () => service.signalCode !== null);
      expect(other.signalCode).toBeNull();
      expect(fs.existsSync(directory)).toBe(false);
      expect(fs.readFileSync('/etc/passwd', 'utf8')).not.toContain(account);
    } finally {
      service.kill();
      other.kill();
    }
  },
  MINUTE,
);

test(
  'demo:down removes a demo whose site is broken',
  () => {
    const { directory, account } = place;
    if (ROOT) {
      execFileSync('useradd', ['--system', account]);
    }
    fs.mkdirSync(`${directory}/run`, { recursive: true });
    fs.mkdirSync(`${clone.folder}/.daas/site-demo`);
    fs.writeFileSync(
      `${clone.folder}/.daas/site-demo/settings.json`,
      JSON.stringify({ directory, account, firstPort: 8700, slurm: false }),
    );
    clone.edit('sites/demo/site.ts', 'new BatchCluster(', 'new Cluster(');
    clone.run('npm', 'run', '--silent', 'demo:down');
    expect(fs.existsSync(directory)).toBe(false);
    expect(fs.readFileSync('/etc/passwd', 'utf8')).not.toContain(account);
    expect(fs.existsSync(`${clone.folder}/.daas/site-demo`)).toBe(false);
  },
  MINUTE,
);
