import type { Setting } from '../archetypes/archetype';
import { example, type Guess } from '../../guess';
import type { Partition } from '../../slurm/partition';
import { duration, guessLine, quoted, size } from './code';

const EXAMPLE: Partition = { name: 'day', limitMinutes: 24 * 60, cores: 16, memoryMebibytes: 65536, gpus: null, usual: true };

/** The partitions that were found, or an example. Pure. */
export function queuesOf({ found }: Setting): readonly Guess<Partition>[] {
  return found.queues.length === 0 ? [example(EXAMPLE)] : found.queues;
}

/** Props of the batch cluster behind its platform. Pure. */
export function renderBatch(platform: string, setting: Setting, controller?: Guess<string>): string {
  const where = controller === undefined ? '' : `, controller: ${quoted(controller.value)}`;
  return `new BatchCluster(this, 'Batch', {
      platform: ${platform},
      ${controller === undefined ? '' : guessLine(controller.source, 'the controller')}
      scheduler: Scheduler.slurm({ existing: true${where} }),
      queues: [
        ${queuesOf(setting).map(renderQueue).join('\n')}
      ],
    })`;
}

function renderQueue({ value, source }: Guess<Partition>): string {
  const { name, limitMinutes, cores, memoryMebibytes, gpus } = value;
  const gpu = gpus === null ? '' : `, gpus: { model: ${quoted(gpus.model)}, count: ${gpus.count}, resource: ${quoted(gpus.resource)} }`;
  const sizes = `limit: ${duration(limitMinutes)}, coresPerNode: ${cores}, memoryPerNode: ${size(memoryMebibytes)}`;
  return `${guessLine(source)}\nQueue.named(${quoted(name)}, { ${sizes}${gpu} }),`;
}
