import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { Guess } from './guess';
import { chooseMounts, readMounts, type MountGuess } from './mount-guess';
import type { QueueGuess } from './queue-guess';
import { readSinfo, SINFO_FORMAT } from './sinfo';
import { readSlurmConf } from './slurm-conf';

/** What was found of a facility. */
export interface Discovery {
  readonly queues: readonly Guess<QueueGuess>[];
  readonly mounts: readonly Guess<MountGuess>[];
  readonly controller: Guess<string> | undefined;
  readonly nodes: Guess<readonly string[]> | undefined;
  /** An Ansible inventory, as it is. */
  readonly inventory: Guess<string> | undefined;
}

interface Dump {
  readonly file: string;
  readonly text: string;
}

/** Reads dumped files of a folder; without one, this machine itself. */
export function discover(folder: string | undefined): Discovery {
  const read = (name: string, live: string | undefined): Dump | undefined => {
    const file = folder === undefined ? live : path.join(folder, name);
    return file !== undefined && fs.existsSync(file)
      ? { file: folder === undefined ? file : name, text: fs.readFileSync(file, 'utf8') }
      : undefined;
  };
  const conf = read('slurm.conf', '/etc/slurm/slurm.conf');
  const sinfo = folder === undefined ? liveSinfo() : read('sinfo.txt', undefined);
  const tables = [read('fstab', '/etc/fstab'), read('mount.txt', '/proc/mounts')].filter((d) => d !== undefined);
  const inventory = read('inventory.yml', undefined);
  const slurm = conf && readSlurmConf(conf.text, conf.file);
  const seen = sinfo === undefined ? [] : readSinfo(sinfo.text, sinfo.file);
  return {
    queues: slurm === undefined || slurm.queues.length === 0 ? seen : slurm.queues,
    mounts: chooseMounts(tables.flatMap((d) => readMounts(d.text, d.file))),
    controller: slurm?.controller,
    nodes: slurm?.nodes,
    inventory: inventory && { value: inventory.text, source: inventory.file },
  };
}

function liveSinfo(): Dump | undefined {
  const { status, stdout } = spawnSync('sinfo', ['-o', SINFO_FORMAT], { encoding: 'utf8' });
  return status === 0 ? { file: 'sinfo', text: stdout } : undefined;
}
