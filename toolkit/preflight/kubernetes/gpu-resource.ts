/** How GPUs are shared, as the record has it. */
export type RecordedSharing =
  | { readonly kind: 'whole' }
  | { readonly kind: 'mig'; readonly profile: string; readonly slicesPerGpu: number }
  | { readonly kind: 'time-slice'; readonly usersPerGpu: number };

/** What NVIDIA's device plugin offers on a node whose GPUs are shared like this. Pure. */
export function offeredGpus(gpus: number, sharing: RecordedSharing): { readonly resource: string; readonly perNode: number } {
  switch (sharing.kind) {
    case 'whole':
      return { resource: 'nvidia.com/gpu', perNode: gpus };
    case 'mig':
      return { resource: `nvidia.com/mig-${sharing.profile.replace('+', '.')}`, perNode: gpus * sharing.slicesPerGpu };
    case 'time-slice':
      return { resource: 'nvidia.com/gpu.shared', perNode: gpus * sharing.usersPerGpu };
  }
}
