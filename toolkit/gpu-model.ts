/** What a model is called that nothing tells. */
export const UNKNOWN_GPU = 'GPU';

/** NVIDIA's short name in what a scheduler, a cloud or a node says: `nvidia_a100` and `NVIDIA-A100-SXM4-80GB` are `A100`. Pure. */
export function gpuModel(text: string): string {
  const named = text.replace(/custom_|nvidia[-_]?/gi, '');
  return /[a-z]+\d+[a-z]*/i.exec(named)?.[0].toUpperCase() ?? UNKNOWN_GPU;
}
