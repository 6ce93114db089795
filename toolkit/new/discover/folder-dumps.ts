import type { Dumps } from './discover';
import { dumpOf } from './dump';

/** Dumped files of a folder, by the names that docs/bootstrapping.md gives them. */
export function folderDumps(folder: string): Dumps {
  const dump = (name: string) => dumpOf(folder, name);
  // What `daas report --cloud --dump` writes has lists of its own; those of the command line go first.
  const catalogue = dump('cloud.json');
  return {
    slurmConf: dump('slurm.conf'),
    sinfo: dump('sinfo.txt'),
    mounts: [dump('fstab'), dump('mount.txt')].filter((d) => d !== undefined),
    inventory: dump('inventory.yml'),
    kubeconfig: dump('kubeconfig'),
    objects: dump('kubernetes.json'),
    cloud: {
      clouds: dump('clouds.yaml'),
      flavors: dump('flavors.json') ?? catalogue,
      images: dump('images.json') ?? catalogue,
      networks: dump('networks.json') ?? catalogue,
      zones: dump('zones.json') ?? catalogue,
      dnsZones: dump('dns-zones.json'),
    },
  };
}
