/** The hub's host is lost: what docs/how-to/backup.md says, with the commands that it shows. */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { eventually } from '../../demo/clone';
import type { Visitor } from '../../demo/visitor';
import { ending, Trial } from './trial';
import { Visitors } from './visitors';

const MINUTE = 60_000;
const FOLDER = path.resolve(__dirname, '../../../../.daas/trial');
const COPY = path.join(FOLDER, 'daas.tar');
const trial = Trial.open();
const [backup, authority, , files] = commands('Hosts');
let visitors: Visitors;
let marie: Visitor;
let before: { readonly accounts: unknown; readonly kernels: unknown; readonly job: string; readonly authority: string };

beforeAll(async () => {
  visitors = await Visitors.of(trial);
  marie = await visitors.working('marie');
  await asAdministrator('POST', 'users', { username: 'made-by-hand', enabled: true });
  expect(await marie.runCode('print(6 * 7)')).toContain('42');
}, 5 * MINUTE);

afterAll(async () => {
  fs.rmSync(COPY, { force: true });
  await visitors?.leave();
});

/** The blocks of commands below a heading of the how-to. */
function commands(heading: string): readonly (readonly string[])[] {
  const text = fs.readFileSync(path.resolve(__dirname, '../../../../docs/how-to/backup.md'), 'utf8');
  const [, section] = new RegExp(`^## ${heading}$([^]*?)^## `, 'm').exec(text)!;
  const blocks = [...section!.matchAll(/^```console$([^]*?)^```$/gm)];
  return blocks.map(([, block]) => [...block!.matchAll(/^\$ (.+)$/gm)].map(([, command]) => command!));
}

function onFront(lines: readonly string[]): void {
  expect(lines.length).toBeGreaterThan(0);
  trial.on('front', ['set -e', ...lines].join('\n'));
}

function copy(from: string, to: string): void {
  execFileSync('scp', ['-q', '-F', trial.sshConfig, from, to]);
}

async function asAdministrator<T>(method: 'GET' | 'POST', what: string, data?: object): Promise<T | undefined> {
  return trial.throughTunnel('front', 8080, async () => {
    const server = 'http://localhost:8080';
    const body = new URLSearchParams({
      grant_type: 'password',
      client_id: 'admin-cli',
      username: 'admin',
      password: trial.administratorPassword,
    });
    const answer = await fetch(`${server}/realms/master/protocol/openid-connect/token`, { method: 'POST', body });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const asked = await fetch(`${server}/admin/realms/daas/${what}`, { method, headers, ...(data && { body: JSON.stringify(data) }) });
    expect([what, asked.ok]).toEqual([what, true]);
    return method === 'GET' ? ((await asked.json()) as T) : undefined;
  });
}

/** The broker's accounts, with when they were made and the federations that they are linked to. */
async function accounts(): Promise<unknown> {
  const users = (await asAdministrator<{ id: string; username: string; createdTimestamp: number }[]>('GET', 'users'))!;
  const found: object[] = [];
  // One after the other: each takes the tunnel's port.
  for (const { id, username, createdTimestamp } of users) {
    found.push({ id, username, createdTimestamp, links: await asAdministrator('GET', `users/${id}/federated-identity`) });
  }
  return found;
}

async function kernels(): Promise<unknown> {
  const answer = await marie.context.request.get(`https://${trial.names.notebooks}/user/marie/api/kernels`);
  expect(answer.status()).toBe(200);
  return ((await answer.json()) as { id: string }[]).map((k) => k.id);
}

async function answers(url: string): Promise<boolean> {
  return marie.context.request.get(url, { maxRedirects: 0 }).then(
    (answer) => answer.status() < 500,
    () => false,
  );
}

async function servicesAnswer(): Promise<void> {
  await eventually('the hub answers', 120, () => answers(`https://${trial.names.notebooks}/hub/health`));
  await eventually('the broker answers', 120, () => answers(`https://${trial.names.login}/realms/daas`));
}

test(
  'a backup ends no notebook, and holds the broker’s accounts',
  async () => {
    before = {
      accounts: await accounts(),
      kernels: await kernels(),
      job: trial.job('marie'),
      authority: trial.on('front', 'cat /etc/daas/ca.crt'),
    };
    onFront(backup!);
    copy('front:daas.tar', COPY);
    await servicesAnswer();
    expect({ kernels: await kernels(), job: trial.job('marie') }).toEqual({ kernels: before.kernels, job: before.job });
    expect(before.accounts).toContainEqual(expect.objectContaining({ username: 'made-by-hand' }));
    expect(before.accounts).toContainEqual(expect.objectContaining({ username: 'marie', links: [expect.anything()] }));
  },
  5 * MINUTE,
);

test(
  'the host is installed again: nothing of the site is on it',
  async () => {
    expect(ending(await trial.start('test/real/hosts/trial/run', 'reinstall').ended)).toEqual({ code: 0 });
    expect(trial.on('front', 'ls -d /opt/daas /etc/daas 2>/dev/null | wc -l')).toBe('0');
    expect(trial.job('marie')).toBe(before.job);
  },
  10 * MINUTE,
);

test(
  'a deployment to it and the backup bring back accounts, authority and the notebook that runs',
  async () => {
    copy(COPY, 'front:daas.tar');
    onFront(authority!);
    fs.appendFileSync(trial.inventory, '# front was installed again\n');
    expect(ending(await trial.daas('deploy', trial.site, '--yes'))).toEqual({ code: 0 });
    onFront(files!);
    await servicesAnswer();
    await eventually('the notebook is reached', 120, async () => (await marie.api('status')) === 200);
    expect({
      accounts: await accounts(),
      kernels: await kernels(),
      job: trial.job('marie'),
      authority: trial.on('front', 'cat /etc/daas/ca.crt'),
    }).toEqual(before);
    expect(await marie.runCode('print(6 * 7)')).toContain('42');
  },
  15 * MINUTE,
);
