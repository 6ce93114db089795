import type { CloudGuess } from './cloud-guess';
import type { ClusterGuess } from './cluster-guess';
import type { Dump } from './dump';
import { folderDumps } from './folder-dumps';
import type { Guess } from '../../guess';
import { readCluster } from './kubernetes-dumps';
import { liveDumps } from './live-dumps';
import { chooseMounts, readMounts, type MountGuess } from './mount-guess';
import { readCloud, type CloudDumps } from './openstack-dumps';
import type { Partition } from '../../slurm/partition';
import { readSinfo } from '../../slurm/sinfo';
import { readSlurmConf } from '../../slurm/slurm-conf';

/** What was found of a facility. */
export interface Discovery {
  readonly queues: readonly Guess<Partition>[];
  readonly mounts: readonly Guess<MountGuess>[];
  readonly controller: Guess<string> | undefined;
  readonly nodes: Guess<readonly string[]> | undefined;
  /** An Ansible inventory, as it is. */
  readonly inventory: Guess<string> | undefined;
  readonly cloud: CloudGuess;
  readonly cluster: ClusterGuess;
}

/** All that can be read of a facility; each may be missing. */
export interface Dumps {
  readonly slurmConf: Dump | undefined;
  readonly sinfo: Dump | undefined;
  /** Tables of mounts, the one of what should be mounted first. */
  readonly mounts: readonly Dump[];
  readonly inventory: Dump | undefined;
  readonly kubeconfig: Dump | undefined;
  /** Nodes, storage classes, ingress classes and kinds of a cluster. */
  readonly objects: Dump | undefined;
  readonly cloud: CloudDumps;
}

/** Which of several clouds and clusters to look at. */
export interface LookAt {
  /** Entry of clouds.yaml; undefined: no cloud is asked. */
  readonly cloud: string | undefined;
  /** Context of the kubeconfig; undefined: the current one. */
  readonly context: string | undefined;
}

/** Reads dumped files of a folder; without one, this machine, and what its clouds.yaml and kubeconfig lead to. Reads only. */
export async function discover(folder: string | undefined, lookAt: LookAt): Promise<Discovery> {
  return readDumps(folder === undefined ? await liveDumps(lookAt) : folderDumps(folder));
}

/** What the dumps tell. Pure. */
export function readDumps(dumps: Dumps): Discovery {
  const { slurmConf: conf, sinfo, inventory } = dumps;
  const slurm = conf && readSlurmConf(conf.text, conf.source);
  const seen = sinfo === undefined ? [] : readSinfo(sinfo.text, sinfo.source);
  return {
    queues: slurm === undefined || slurm.queues.length === 0 ? seen : slurm.queues,
    mounts: chooseMounts(dumps.mounts.flatMap((d) => readMounts(d.text, d.source))),
    controller: slurm?.controller,
    nodes: slurm?.nodes,
    inventory: inventory && { value: inventory.text, source: inventory.source },
    cloud: readCloud(dumps.cloud),
    cluster: readCluster(dumps.kubeconfig, dumps.objects),
  };
}
