import type { NodeGroup } from '../discover/cluster-guess';
import type { Guess } from '../../guess';
import type { Partition } from '../../slurm/partition';
import { duration, guessLine, quoted, size } from './code';

const LIMIT_MINUTES = 8 * 60;
/** A small profile is this part of a node. */
const PART = 8;

/** What a profile takes. */
interface Need {
  readonly cores: number;
  readonly memoryMebibytes: number;
  readonly limitMinutes: number;
  readonly queue?: string;
}

/** A small profile where jobs usually go, and one with a GPU where there are some. Pure. */
export function renderQueueProfiles(queues: readonly Guess<Partition>[]): readonly string[] {
  const usual = (queues.find((q) => q.value.usual) ?? queues[0]!).value;
  const gpu = queues.find((q) => q.value.gpus !== null)?.value;
  const need = (queue: Partition, part: number): Need => ({
    queue: queue.name,
    cores: Math.max(1, Math.floor(queue.cores / part)),
    memoryMebibytes: Math.max(1, Math.floor(queue.memoryMebibytes / part)),
    limitMinutes: Math.min(queue.limitMinutes, LIMIT_MINUTES),
  });
  return [
    cpu('the sizes of the queue', need(usual, PART)),
    ...(gpu === undefined || gpu.gpus === null ? [] : [withGpu('the sizes of the queue', gpu.gpus.model, need(gpu, gpu.gpus.count))]),
  ];
}

/** The same for pods: a node's own services keep something of it. Pure. */
export function renderPodProfiles(groups: readonly NodeGroup[]): readonly string[] {
  const plain = groups.find((g) => g.gpus === null)!;
  const gpu = groups.find((g) => g.gpus !== null);
  const need = ({ cores, memoryMebibytes }: NodeGroup, part: number): Need => ({
    cores: Math.max(1, Math.floor((cores - 1) / part)),
    memoryMebibytes: Math.max(256, Math.floor((memoryMebibytes * 0.9) / part / 256) * 256),
    limitMinutes: LIMIT_MINUTES,
  });
  return [
    cpu('the sizes of the nodes', need(plain, PART)),
    ...(gpu === undefined || gpu.gpus === null ? [] : [withGpu('the sizes of the nodes', gpu.gpus.model, need(gpu, gpu.gpus.count))]),
  ];
}

function cpu(source: string, need: Need): string {
  return `${guessLine(source, 'an eighth of a node')}\nProfile.cpu('interactive', { ${render(need)} }),`;
}

function withGpu(source: string, model: string, need: Need): string {
  return `${guessLine(source, 'one GPU with its part of a node')}\nProfile.gpu('gpu', { ${render(need)}, model: ${quoted(model)}, gpus: 1 }),`;
}

function render({ queue, cores, memoryMebibytes, limitMinutes }: Need): string {
  const where = queue === undefined ? '' : `queue: ${quoted(queue)}, `;
  return `${where}cores: ${cores}, memory: ${size(memoryMebibytes)}, limit: ${duration(limitMinutes)}`;
}
