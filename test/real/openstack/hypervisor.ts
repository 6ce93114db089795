import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KIT_ROOT } from '../../../core/kit';
import type { Item } from '../../../toolkit/openstack/openstack-client';
import type { Cloud } from './cloud';

/** Scripts that start and end machines with systemd and sshd on this one. */
const BENCH = process.env['DAAS_BENCH_HOSTS'] ?? path.join(KIT_ROOT, '../shared/bench/hosts');

/** Whether there is a bench of machines: it needs root. */
export const THERE_ARE_MACHINES = fs.existsSync(path.join(BENCH, 'hosts-up')) && process.getuid?.() === 0;

const STATE = process.env['BENCH_STATE'] ?? '/var/tmp/daas-bench-cloud';
const BRIDGE = 'daasbenchc0';
const ENVIRONMENT = {
  BENCH_STATE: STATE,
  BENCH_NET: '10.79.0',
  BENCH_BRIDGE: BRIDGE,
  // What a cloud's image has, and the bench's machines don't.
  BENCH_EXTRA: 'cloud-init python3',
};

/**
 * What a fake hypervisor lacks: machines. Each server of the cloud gets one, which takes the address that the cloud's port
 * got and does what the server's first-start settings say, by cloud-init itself.
 */
export class Hypervisor {
  /** Has the machines ready; a server takes the one of its name. */
  public static start(names: readonly string[], gateway: string): Hypervisor {
    bash(`"${BENCH}/hosts-up" ${names.join(' ')}`);
    bash(`ip addr replace ${gateway}/24 dev ${BRIDGE}`);
    return new Hypervisor(names);
  }

  private readonly started = new Map<string, string>();

  private constructor(private readonly names: readonly string[]) {}

  /** The key that may log in, if a server's settings say so. */
  public get publicKey(): string {
    return fs.readFileSync(`${STATE}/id_ed25519.pub`, 'utf8').trim();
  }

  /** File of its other half. */
  public get privateKeyFile(): string {
    return `${STATE}/id_ed25519`;
  }

  /** Starts a machine for every server that the cloud calls active, while something goes on. */
  public async follow<T>(cloud: Cloud, site: string, work: Promise<T>): Promise<T> {
    let going = true;
    const ended = work.finally(() => (going = false));
    try {
      while (going) {
        for (const server of (await cloud.servers()).filter((s) => s['status'] === 'ACTIVE')) {
          this.run(String(server['name']).replace(`site-${site}-`, ''), server);
        }
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2000))]);
      }
    } finally {
      // Else it would go on beside the next test.
      await ended;
    }
    return ended;
  }

  /** What a command prints on a machine. */
  public on(name: string, command: string): string {
    return bash(`ssh -F "${STATE}/ssh_config" ${name} '${command}'`);
  }

  /** Ends the machines, and forgets them. */
  public end(): void {
    bash(`"${BENCH}/hosts-down" --purge`);
  }

  private run(name: string, server: Item): void {
    const id = String(server['id']);
    if (!this.names.includes(name) || this.started.get(name) === id) {
      return;
    }
    this.started.set(name, id);
    const address = Object.values(server['addresses'] as Record<string, { addr: string }[]>).flat()[0]!.addr;
    const seed = `${STATE}/${name}/root/var/lib/cloud/seed/nocloud`;
    fs.mkdirSync(seed, { recursive: true });
    fs.writeFileSync(`${seed}/user-data`, Buffer.from(String(server['OS-EXT-SRV-ATTR:user_data']), 'base64'));
    fs.writeFileSync(`${seed}/meta-data`, JSON.stringify({ 'instance-id': id }));
    // The network is the bench's, and cloud-init's stages are run in the order of its units.
    const stages = ['init --local', 'init', 'modules --mode=config', 'modules --mode=final'];
    const image = { datasource_list: ['NoCloud'], network: { config: 'disabled' }, locale: 'C.UTF-8', ssh_deletekeys: false };
    fs.writeFileSync(`${STATE}/${name}/root/etc/cloud/cloud.cfg.d/99-bench.cfg`, JSON.stringify(image));
    this.on(name, `${stages.map((s) => `cloud-init ${s}`).join(' && ')} && ip addr replace ${address}/24 dev host0`);
  }
}

function bash(command: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    env: { ...process.env, ...ENVIRONMENT },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) {
    throw new Error(`${command}\n${stdout}${stderr}`);
  }
  return stdout;
}
