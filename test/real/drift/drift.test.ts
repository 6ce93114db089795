import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { ServiceDrift } from '../../../toolkit/drift/drift';
import { Clone } from '../demo/clone';

const MINUTE = 60_000;

let clone: Clone;

beforeAll(() => {
  clone = Clone.make();
  clone.up();
}, 10 * MINUTE);

afterAll(() => {
  clone.run('npm', 'run', '--silent', 'demo:down');
  clone.delete();
}, 3 * MINUTE);

/** Runs `daas drift demo` as an operator does. */
function drift(...services: readonly string[]): {
  readonly code: number | null;
  readonly text: string;
  readonly services: readonly ServiceDrift[];
} {
  const { status, stdout } = spawnSync('npx', ['daas', 'drift', 'demo', ...services, '--json'], { cwd: clone.folder, encoding: 'utf8' });
  return { code: status, text: stdout, services: (JSON.parse(stdout) as { services: ServiceDrift[] }).services };
}

const file = (name: string) => path.join(clone.settings.directory, name);

test(
  'nothing has drifted right after a deployment',
  () => {
    const { code, services } = drift();
    expect(services.filter((s) => s.state !== 'same')).toEqual([]);
    expect(services.length).toBeGreaterThan(8);
    expect(code).toBe(0);
  },
  10 * MINUTE,
);

test(
  'what was changed by hand is named: settings with the difference, code, a stopped service, and secrets without their content',
  () => {
    const settings = file('services/notebooks/hub.json');
    fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('"cores": 1', '"cores": 7'));
    fs.appendFileSync(file('services/portal/code/landing_page/server.py'), '# by hand\n');
    fs.appendFileSync(file('run/services/notebooks.env'), 'BY_HAND=hunter2\n');
    const supervisor = ['env/supervisor/bin/supervisorctl', '-c', 'run/supervisord.conf', 'stop', 'portal'];
    const asAccount = process.getuid?.() === 0 ? ['runuser', '-u', clone.settings.account, '--'] : [];
    const [program, ...args] = [...asAccount, ...supervisor];
    execFileSync(program!, args, { cwd: clone.settings.directory });

    const { code, text, services } = drift('notebooks', 'portal', 'base');
    expect(code).toBe(2);
    expect(services.map((s) => [s.name, s.state]).sort()).toEqual([
      ['base', 'same'],
      ['notebooks', 'drift'],
      ['portal', 'drift'],
    ]);
    const details = services.flatMap((s) => s.changes.map((c) => `${c.task}: ${c.kind} ${c.detail}`));
    expect(details).toContainEqual(expect.stringMatching(/^Settings of the hub: changed [^]*-\s+"cores": 7,\n\+\s+"cores": 1,/));
    expect(details).toContainEqual(expect.stringMatching(/^Files that are not the kit's: changed .*landing_page\/server\.py: FAILED/));
    expect(details).toContainEqual(expect.stringMatching(/^State of portal: changed portal +STOPPED/));
    expect(details).toContain('Environment of notebooks: hidden ');
    expect(text).not.toContain('hunter2');
    secrets().forEach((value) => expect(text).not.toContain(value));
  },
  10 * MINUTE,
);

test(
  'replacing what the report names brings it back, and then nothing has drifted',
  () => {
    const again = drift('notebooks', 'portal').services.map((s) => `-replace=${s.address}`);
    clone.run('env', `TF_CLI_ARGS_apply=${again.join(' ')}`, 'npx', 'daas', 'demo', 'up');
    expect(drift().services.filter((s) => s.state !== 'same')).toEqual([]);
  },
  10 * MINUTE,
);

test('fails with exit code 1, which is not that of drift, for a site that there isn’t', () => {
  const { status, stderr } = spawnSync('npx', ['daas', 'drift', 'dmeo'], { cwd: clone.folder, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain("did you mean 'demo'?");
});

function secrets(): string[] {
  const store = fs.readFileSync(path.join(clone.folder, '.daas/site-demo/secrets.env'), 'utf8');
  return store
    .trim()
    .split('\n')
    .map((line) => line.slice(line.indexOf('=') + 1));
}
