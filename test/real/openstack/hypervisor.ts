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
  BENCH_EXTRA: 'cloud-init python3 xfsprogs',
  // Stands for a file server: all machines have the same.
  BENCH_BIND: `${STATE}.facility:/facility`,
};
const HOSTS = path.join(__dirname, '../hosts');
/** Second disk of a machine, as the kit expects it. */
const VOLUME = '/dev/vdb';

/**
 * What a fake hypervisor lacks: machines. Each server of the cloud gets one, which takes the address that the cloud's port
 * got and does what the server's first-start settings say, by cloud-init itself.
 */
export class Hypervisor {
  /** Has the machines ready; a server takes the one of its name. */
  public static start(names: readonly string[], gateway: string): Hypervisor {
    // What a run left that was killed.
    bash(`"${HOSTS}/end-machines" ${names.join(' ')}`);
    fs.mkdirSync(`${STATE}.facility`, { recursive: true });
    bash(`PATH="${HOSTS}/own-control-groups:$PATH" "${BENCH}/hosts-up" ${names.join(' ')}`);
    bash(`ip addr replace ${gateway}/24 dev ${BRIDGE}`);
    return new Hypervisor(names);
  }

  private readonly started = new Map<string, string>();
  private readonly disks: string[] = [];

  private constructor(private readonly names: readonly string[]) {}

  /** The key that may log in, if a server's settings say so. */
  public get publicKey(): string {
    return fs.readFileSync(`${STATE}/id_ed25519.pub`, 'utf8').trim();
  }

  /** File of its other half. */
  public get privateKeyFile(): string {
    return `${STATE}/id_ed25519`;
  }

  /** OpenSSH's settings for the machines. */
  public get sshConfig(): string {
    return `${STATE}/ssh_config`;
  }

  /** Puts onto machines what their image, or the facility, has: a program of the folder `stand-ins`. */
  public standIn(program: string, ...args: readonly string[]): void {
    bash(`"${program}" ${args.join(' ')}`);
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
    bash(`"${HOSTS}/end-machines" ${this.names.join(' ')}`);
    this.disks.splice(0).forEach((disk) => bash(`losetup --detach ${disk}`));
    fs.rmSync(`${STATE}.facility`, { recursive: true, force: true });
  }

  private run(name: string, server: Item): void {
    const id = String(server['id']);
    const settings = Buffer.from(String(server['OS-EXT-SRV-ATTR:user_data']), 'base64').toString('utf8');
    const volumes = server['os-extended-volumes:volumes_attached'] as readonly object[];
    // Its settings wait for a volume that the cloud is still to attach.
    const early = settings.includes(VOLUME) && volumes.length === 0;
    if (!this.names.includes(name) || this.started.get(name) === id || early) {
      return;
    }
    this.started.set(name, id);
    if (volumes.length > 0) {
      this.attachVolume(name);
    }
    const address = Object.values(server['addresses'] as Record<string, { addr: string }[]>).flat()[0]!.addr;
    const seed = `${STATE}/${name}/root/var/lib/cloud/seed/nocloud`;
    fs.mkdirSync(seed, { recursive: true });
    fs.writeFileSync(`${seed}/user-data`, settings);
    fs.writeFileSync(`${seed}/meta-data`, JSON.stringify({ 'instance-id': id }));
    // The network is the bench's, and cloud-init's stages are run in the order of its units.
    const stages = ['init --local', 'init', 'modules --mode=config', 'modules --mode=final'];
    const image = { datasource_list: ['NoCloud'], network: { config: 'disabled' }, locale: 'C.UTF-8', ssh_deletekeys: false };
    fs.writeFileSync(`${STATE}/${name}/root/etc/cloud/cloud.cfg.d/99-bench.cfg`, JSON.stringify(image));
    this.on(name, `${stages.map((s) => `cloud-init ${s}`).join(' && ')} && ip addr replace ${address}/24 dev host0`);
  }

  /** A file of this machine as the second disk; its label is a link, since there is no udev in a machine of the bench. */
  private attachVolume(name: string): void {
    const file = `${STATE}/${name}/volume`;
    const disk = bash(`truncate --size 1G "${file}" && losetup --find --show "${file}"`).trim();
    this.disks.push(disk);
    const numbers = bash(`stat --format="0x%t 0x%T" ${disk}`).trim();
    this.on(name, `mknod ${VOLUME} b ${numbers} && mkdir -p /dev/disk/by-label && ln -s ${VOLUME} /dev/disk/by-label/daas`);
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
