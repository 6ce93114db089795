import type { MountSpec } from '../../constructs/storage/mount-spec';

/**
 * Folder of a machine where a file system is mounted: the path that users see, up to the part that differs between
 * them. `/home/{user}` -> `/home`. What stands for a user or a proposal is a folder below it. Pure.
 */
export function mountPoint(mount: Pick<MountSpec, 'mountPath'>): string {
  const parts = mount.mountPath.split('/');
  const own = parts.findIndex((part) => part.includes('{'));
  return (own === -1 ? parts : parts.slice(0, own)).join('/') || '/';
}
