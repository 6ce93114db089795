import { spawnSync } from 'child_process';
import * as os from 'os';
import * as path from 'path';
import { cloudsFile } from '../../openstack/clouds-yaml';
import { OpenStackClient, type Service } from '../../openstack/openstack-client';
import type { Dumps, LookAt } from './discover';
import { fileDump, type Dump } from './dump';
import type { CloudDumps } from './openstack-dumps';
import { SINFO_FORMAT } from '../../slurm/sinfo';

const OBJECTS = 'nodes,storageclasses,ingressclasses,customresourcedefinitions';
/** A cluster's kinds are described at length. */
const MAX_BYTES = 256 * 2 ** 20;

/** This machine, the cluster of its kubeconfig, and a cloud of its clouds.yaml where one is named. Reads only. */
export async function liveDumps({ cloud, context }: LookAt): Promise<Dumps> {
  const kubeconfig = fileDump(process.env['KUBECONFIG']?.split(':')[0] ?? path.join(os.homedir(), '.kube/config'));
  const inContext = context === undefined ? [] : ['--context', context];
  return {
    slurmConf: fileDump('/etc/slurm/slurm.conf'),
    sinfo: command('sinfo', ['-o', SINFO_FORMAT]),
    mounts: [fileDump('/etc/fstab'), fileDump('/proc/mounts')].filter((d) => d !== undefined),
    inventory: undefined,
    kubeconfig,
    objects: kubeconfig && command('kubectl', ['get', OBJECTS, '-o', 'json', '--request-timeout=20s', ...inContext]),
    cloud: await liveCloud(cloud),
  };
}

function command(program: string, args: readonly string[]): Dump | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: MAX_BYTES, timeout: 60_000 });
  return status === 0 ? { source: [program, ...args.slice(0, 2)].join(' '), text: stdout, isFile: false } : undefined;
}

async function liveCloud(cloud: string | undefined): Promise<CloudDumps> {
  const file = cloudsFile();
  const none = { flavors: undefined, images: undefined, networks: undefined, zones: undefined, dnsZones: undefined };
  const clouds = file === undefined ? undefined : fileDump(file);
  if (cloud === undefined || clouds === undefined) {
    return { clouds, ...none };
  }
  const client = await OpenStackClient.logIn(cloud);
  const list = async (service: Service, at: string, key: string): Promise<Dump> => ({
    source: `GET ${service} ${at}`,
    text: JSON.stringify(await client.list(service, at, key)),
    isFile: false,
  });
  return {
    clouds,
    flavors: await list('compute', '/flavors/detail', 'flavors'),
    images: await list('image', '/images', 'images'),
    networks: await list('network', '/networks', 'networks'),
    zones: await list('compute', '/os-availability-zone', 'availabilityZoneInfo'),
    dnsZones: await list('dns', '/zones', 'zones'),
  };
}
