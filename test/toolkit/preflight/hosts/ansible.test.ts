import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { lookAtHosts } from '../../../../toolkit/preflight/hosts/hosts';
import type { SiteDocument } from '../../../../toolkit/stack/site-document';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-preflight-hosts-'));
const environment = { ...process.env };

/** Plays the shell that runs Ansible: writes down what it is asked, says what it is told to. */
const BASH = `#!/bin/sh
cd "$(dirname "$0")"
echo "$1" "$DAAS_INVENTORY" "$DAAS_PREFLIGHT" >asked
cat output
cat words >&2
exit "$(cat status)"
`;

beforeAll(() => fs.writeFileSync(path.join(folder, 'bash'), BASH, { mode: 0o755 }));
beforeEach(() => {
  process.env = { ...environment, PATH: `${folder}:${process.env['PATH']}` };
});
afterAll(() => {
  process.env = environment;
  fs.rmSync(folder, { recursive: true });
});

function play(output: string, status = 0, words = ''): void {
  Object.entries({ output, status, words }).forEach(([name, text]) => fs.writeFileSync(path.join(folder, name), String(text)));
}

const target = { kind: 'ssh', inventory: 'sites/psi/hosts.yml', hosts: 'hub', directory: '/opt/daas' };
const document = {
  resources: new Map([['a', { type: 'terraform_data', config: { input: { role: 'hub', target } } }]]),
  blueprint: { entries: [], flows: [{ from: 'compute', to: 'hub', port: 8081 }] },
} as unknown as SiteDocument;

test('hosts are looked at by Ansible with the site’s inventory, and its report is read among its warnings', async () => {
  const seen = [{ host: 'front', task: 'Disk', item: '', state: 'ok', output: '5', error: '', asked: 0, answered: 1 }];
  play(`[WARNING]: something\n${JSON.stringify({ hosts: { front: ['hub'] }, seen })}\n`);
  const { problems, sums } = await lookAtHosts(document, () => undefined);
  expect(problems.map((p) => p.code)).toEqual(['DiskFull']);
  expect(sums.map((s) => s.name)).toEqual(['disk of a host of hub']);
  expect(fs.readFileSync(path.join(folder, 'asked'), 'utf8')).toMatch(
    /platforms\/hosts\/ansible\/preflight sites\/psi\/hosts\.yml \{"directory":"\/opt\/daas","schedulers":\[\],"hubPort":8081\}\n$/,
  );
});

test('fails for hosts in their order, whichever answered first, in one line', async () => {
  const lost = (host: string) => ({
    host,
    task: 'Clock',
    item: '',
    state: 'unreachable',
    output: '',
    error: 'no\nanswer',
    asked: 0,
    answered: 1,
  });
  play(JSON.stringify({ hosts: {}, seen: ['node-10', 'node-9', 'front'].map(lost) }));
  expect((await lookAtHosts(document, () => undefined)).problems.map((p) => p.message)).toEqual([
    "front, node-9, node-10 can't be reached by SSH: no; answer",
  ]);
});

test('fails when Ansible fails, with its last words', async () => {
  play('', 1, 'ERROR! the inventory is no YAML\n');
  expect((await lookAtHosts(document, () => undefined)).problems).toMatchObject([
    {
      code: 'HostsUnknown',
      message: expect.stringContaining('no YAML') as string,
      remedy: expect.stringContaining('daas doctor') as string,
    },
  ]);
});

test('fails when Ansible ends without a report', async () => {
  play('no hosts matched\n');
  expect((await lookAtHosts(document, () => undefined)).problems).toMatchObject([
    { code: 'HostsUnknown', message: expect.stringContaining("couldn't be looked at: no hosts matched") as string },
  ]);
});

test('a site without hosts asks nobody', async () => {
  fs.rmSync(path.join(folder, 'asked'), { force: true });
  const none = { ...document, resources: new Map() } as unknown as SiteDocument;
  expect(await lookAtHosts(none, () => undefined)).toEqual({ sums: [], quotas: [], problems: [], notes: [] });
  expect(fs.existsSync(path.join(folder, 'asked'))).toBe(false);
});
