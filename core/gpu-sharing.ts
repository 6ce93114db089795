/** How users share one GPU. Plain data. */
export type GpuSharingSpec =
  | { readonly kind: 'whole' }
  | { readonly kind: 'mig'; readonly profile: string; readonly slicesPerGpu: number }
  | { readonly kind: 'time-slice'; readonly usersPerGpu: number };

/** What a container of a cluster asks for: the device plugin's name for a GPU, a slice, or a turn. Pure. */
export function gpuResource(sharing: GpuSharingSpec): string {
  switch (sharing.kind) {
    case 'whole':
      return 'nvidia.com/gpu';
    case 'mig':
      // A profile with media engines is `1g.10gb+me`; a resource's name has no plus sign.
      return `nvidia.com/mig-${sharing.profile.replace('+', '.')}`;
    case 'time-slice':
      // Renamed by the plugin, so that nobody gets a shared one without asking for it.
      return 'nvidia.com/gpu.shared';
  }
}

/** How many users one GPU serves at a time. Pure. */
export function sharesPerGpu(sharing: GpuSharingSpec): number {
  return sharing.kind === 'mig' ? sharing.slicesPerGpu : sharing.kind === 'time-slice' ? sharing.usersPerGpu : 1;
}
