import { gpuModel } from '../gpu-model';

/** A partition with the sizes of its largest node. */
export interface Partition {
  readonly name: string;
  readonly limitMinutes: number;
  readonly cores: number;
  readonly memoryMebibytes: number;
  /** Null without. */
  readonly gpus: { readonly model: string; readonly count: number; readonly resource: string } | null;
  /** Whether jobs go there that name no partition. */
  readonly usual: boolean;
}

const WEEK = 7 * 24 * 60;

/** Slurm's times: `minutes`, `minutes:seconds`, `hours:minutes:seconds`, `days-hours[:minutes[:seconds]]`; a week for no limit. */
export function minutesOf(time: string): number {
  if (!/^[\d:-]+$/.test(time)) {
    return WEEK;
  }
  const [days, rest] = time.includes('-') ? (time.split('-') as [string, string]) : [undefined, time];
  const parts = rest.split(':').map(Number);
  const [hours = 0, minutes = 0] = days !== undefined || parts.length === 3 ? parts : [0, parts[0]!];
  return Number(days ?? 0) * 24 * 60 + hours * 60 + minutes;
}

/** `gpu:nvidia_a100:4(S:0-1)` -> what a site says of GPUs; null for none. */
export function gpusOf(gres: string): Partition['gpus'] {
  const match = /(?:^|,)gpu(?::([A-Za-z][^:,(]*))?:(\d+)/.exec(gres);
  if (match === null) {
    return null;
  }
  const [, type, count] = match;
  return { model: gpuModel(type ?? ''), count: Number(count), resource: type === undefined ? 'gpu' : `gpu:${type}` };
}
