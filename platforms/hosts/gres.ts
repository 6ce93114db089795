import type { NodeGpusSpec } from '../../constructs/batch/batch-spec';

/** What Slurm calls GPUs. */
export interface Gres {
  /** `gpu`, or `shard` for turns on a GPU. */
  readonly name: 'gpu' | 'shard';
  /** Model in lower case, or MIG profile; null for shards. */
  readonly type: string | null;
  /** How many a node has. */
  readonly count: number;
}

/** All generic resources of a node with such GPUs. Pure. */
export function gresOf({ model, count, sharing }: NodeGpusSpec): readonly Gres[] {
  const whole: Gres = { name: 'gpu', type: model.toLowerCase().replace(/[^a-z0-9]+/g, '_'), count };
  switch (sharing.kind) {
    case 'whole':
      return [whole];
    case 'mig':
      // Must be a part of the name that NVML gives the slice, and that ends with the profile.
      return [{ name: 'gpu', type: sharing.profile, count: count * sharing.slicesPerGpu }];
    case 'time-slice':
      return [whole, { name: 'shard', type: null, count: count * sharing.usersPerGpu }];
  }
}

/** What a job asks for, with its number: `gpu:a40:2`, `gpu:1g.10gb:1`, `shard:1`. Pure. */
export function gresRequest(gpus: NodeGpusSpec, wanted: number): string {
  return `${gresName(gpus)}:${wanted}`;
}

/** What a job asks for, without a number: `gpu:a40`. Pure. */
export function gresName(gpus: NodeGpusSpec): string {
  if (gpus.resource !== null) {
    return gpus.resource;
  }
  const asked = gresOf(gpus).at(-1)!;
  return [asked.name, ...(asked.type === null ? [] : [asked.type])].join(':');
}

/** `gpu:a40:4,shard:16`: for a node's line in slurm.conf. Pure. */
export function gresList(gpus: NodeGpusSpec): string {
  return gresOf(gpus)
    .map(({ name, type, count }) => [name, ...(type === null ? [] : [type]), count].join(':'))
    .join(',');
}
