import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';

let clone: string;

/** The script alone in a clone, with an Ansible that runs what the test says. */
beforeEach(() => {
  clone = fs.mkdtempSync(path.join(os.tmpdir(), 'play-'));
  const ansible = path.join(clone, 'platforms/hosts/ansible');
  fs.mkdirSync(ansible, { recursive: true });
  fs.copyFileSync(path.join(KIT_ROOT, 'platforms/hosts/ansible/play'), path.join(ansible, 'play'));
  fs.writeFileSync(path.join(clone, 'inventory.ini'), '');
  fs.mkdirSync(path.join(clone, 'platforms/hosts/python'));
  fs.writeFileSync(path.join(clone, 'platforms/hosts/python/ensure'), `echo ${clone}`);
});

afterEach(() => fs.rmSync(clone, { recursive: true }));

function play(ansiblePlaybook: string, environment: Readonly<Record<string, string>> = {}) {
  fs.mkdirSync(path.join(clone, 'bin'));
  fs.writeFileSync(path.join(clone, 'bin/ansible-playbook'), `#!/bin/sh\n${ansiblePlaybook}\n`, { mode: 0o755 });
  return spawnSync('bash', [path.join(clone, 'platforms/hosts/ansible/play')], {
    encoding: 'utf8',
    env: {
      ...process.env,
      DAAS_SITE: 'psi',
      DAAS_NAME: 'broker',
      DAAS_ROLE: 'keycloak',
      DAAS_ACTION: 'main',
      DAAS_INVENTORY: 'inventory.ini',
      ...environment,
    },
  });
}

test('byte code is kept where the environment forbids it: every task would compile Ansible again', () => {
  const { stdout } = play('env', { PYTHONDONTWRITEBYTECODE: '1' });
  expect(stdout).toContain('DAAS_ROLE=keycloak');
  expect(stdout).not.toContain('PYTHONDONTWRITEBYTECODE');
});

test('what Ansible says is shown, and kept', () => {
  const { stdout, status } = play('echo "$@"');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^daas: broker: main started\n--inventory .*\/inventory\.ini play\.yml\ndaas: broker: main done in \d+ s\n$/);
  expect(fs.readFileSync(path.join(clone, '.daas/log/psi-broker.log'), 'utf8')).toMatch(/^--inventory/);
});

test('fails when Ansible does, and says that it can be run again', () => {
  const { stderr, status } = play('exit 2');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^daas: broker: main FAILED after \d+ s; a re-run continues where it stopped\n$/);
});
