import type { FlavorSpec } from './flavor';

/** What a machine needs. */
export interface MachineNeed {
  readonly cores: number;
  readonly memoryMebibytes: number;
  /** Null without GPU. */
  readonly gpu: { readonly model: string; readonly count: number } | null;
}

/**
 * The smallest flavour that has what is needed; undefined when there is none. A machine that needs no GPU never gets a
 * flavour with one: it would keep the GPU from those who do. Pure.
 */
export function fitFlavor(flavors: readonly FlavorSpec[], need: MachineNeed): FlavorSpec | undefined {
  return [...flavors]
    .filter((f) => f.cores >= need.cores && f.memoryMebibytes >= need.memoryMebibytes && gpuFits(f, need))
    .sort((a, b) => (a.gpu?.count ?? 0) - (b.gpu?.count ?? 0) || a.memoryMebibytes - b.memoryMebibytes || a.cores - b.cores)[0];
}

function gpuFits(flavor: FlavorSpec, { gpu }: MachineNeed): boolean {
  return gpu === null ? flavor.gpu === null : flavor.gpu !== null && flavor.gpu.model === gpu.model && flavor.gpu.count >= gpu.count;
}
