/**
 * The play of `daas preflight` by a real Ansible: `npm run test:real -- hosts/preflight`. This machine plays all hosts, without
 * SSH; only one that refuses to be reached is asked by it.
 */
import * as fs from 'fs';
import * as net from 'net';
import * as os from 'os';
import * as path from 'path';
import { askHosts } from '../../../../toolkit/preflight/hosts/ask-hosts';
import type { HostNeeds } from '../../../../toolkit/preflight/hosts/host-needs';
import { judgeHosts } from '../../../../toolkit/preflight/hosts/hosts';
import { seenBy, type HostsSeen } from '../../../../toolkit/preflight/hosts/seen';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daas-preflight-play-'));
let seen: HostsSeen;
let needs: HostNeeds;

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeAll(async () => {
  const [hubPort, closed] = [await freePort(), await freePort()];
  const here = { ansible_connection: 'local' };
  const groups = {
    hub: { hosts: { front: { ...here, daas_address: '127.0.0.1' } } },
    compute: { hosts: { 'node-[1:2]': here } },
    login: { hosts: { gone: { ansible_host: '127.0.0.1', ansible_port: closed } } },
    storage: { hosts: { old: { ...here, ansible_python_interpreter: '/usr/bin/python3.99' } } },
  };
  const inventory = path.join(folder, 'hosts.yml');
  fs.writeFileSync(inventory, JSON.stringify({ all: { children: groups } }));
  fs.writeFileSync(path.join(folder, 'sinfo'), "#!/bin/sh\necho 'day*|1-00:00:00|32|1024|(null)'\n", { mode: 0o755 });
  needs = {
    inventory,
    // Isn't there, as before a first deployment.
    directory: path.join(folder, 'opt/daas'),
    roles: [{ role: 'base', groups: ['all'] }],
    schedulers: [{ name: 'batch', command: `PATH=${folder}:$PATH; sinfo`, environment: {} }],
    queues: [{ cluster: 'batch', scheduler: 'slurm', queue: 'night', gpus: 0 }],
    hubPort,
  };
  seen = await askHosts(needs);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const problems = (): readonly string[] => judgeHosts(needs, seen).problems.map((p) => `${p.code} ${p.message}`);

test('every host is seen in its groups, those of ranges too', () => {
  expect(seen.hosts).toMatchObject({ front: ['all', 'hub'], 'node-1': ['all', 'compute'], 'node-2': ['all', 'compute'] });
});

test('clock, disk and the way to the hub are as they are', () => {
  expect(problems().filter((p) => /^(Clock|Disk|Hub)/.test(p))).toEqual([]);
  expect(seenBy(seen, 'Connect').map((s) => s.host)).toEqual(expect.arrayContaining(['node-1', 'node-2']));
  const disks = seenBy(seen, 'Disk').filter((s) => s.host !== 'old');
  expect(disks.every((s) => Number(s.output) > 0)).toBe(true);
});

test('fails for the host whose Python of the inventory isn’t there, and for no other', () => {
  expect(problems().filter((p) => p.startsWith('HostPython'))).toEqual([expect.stringContaining("Ansible can't work on old: ")]);
});

test('fails for the host that can’t be reached, and for the partition that isn’t there', () => {
  expect(problems().filter((p) => p.startsWith('HostUnreachable'))).toEqual([expect.stringContaining('gone can')]);
  expect(problems().filter((p) => p.startsWith('Queue'))).toEqual(["QueueMissing the scheduler batch has no partition 'night'"]);
});
