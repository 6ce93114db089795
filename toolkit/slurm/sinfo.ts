import type { Guess } from '../guess';
import { gpusOf, minutesOf, type Partition } from './partition';

/** How the dump is made: `sinfo -o '%P|%l|%c|%m|%G'`. */
export const SINFO_FORMAT = '%P|%l|%c|%m|%G';

/** Partitions out of sinfo's lines, the largest node of each. Pure. */
export function readSinfo(text: string, file: string): readonly Guess<Partition>[] {
  const rows = text.split('\n').map((line, i) => ({ cells: line.split('|').map((cell) => cell.trim()), source: `${file}:${i + 1}` }));
  const queues = new Map<string, Guess<Partition>>();
  for (const { cells, source } of rows.filter((r) => r.cells.length === 5 && r.cells[0] !== 'PARTITION')) {
    const [partition, limit, cores, memory, gres] = cells as [string, string, string, string, string];
    const name = partition.replace(/\*$/, '');
    const before = queues.get(name);
    const value = {
      name,
      limitMinutes: minutesOf(limit),
      cores: Math.max(Number.parseInt(cores, 10), before?.value.cores ?? 1),
      memoryMebibytes: Math.max(Number.parseInt(memory, 10), before?.value.memoryMebibytes ?? 1),
      gpus: gpusOf(gres) ?? before?.value.gpus ?? null,
      usual: partition.endsWith('*'),
    };
    queues.set(name, { value, source: before === undefined ? source : `${before.source}, ${source}` });
  }
  return [...queues.values()];
}
