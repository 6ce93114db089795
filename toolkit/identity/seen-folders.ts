import type { Identity } from './identity-rules';

/** A mount, as the blueprint record of a hub has it. */
export interface MountRecord {
  readonly name: string;
  readonly role: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly perProposal: boolean;
}

/** A folder that a session sees. */
export interface SeenFolder {
  readonly mount: string;
  /** Path in the session. */
  readonly path: string;
  /** Folder of the mounted file system that it shows, relative to its root; empty for all of it. */
  readonly folder: string;
  readonly readOnly: boolean;
}

/** What a user sees of a mount: his home, the folders of his proposals, or all of it. Pure. */
export function seenFolders(mount: MountRecord, identity: Identity): readonly SeenFolder[] {
  const { name, readOnly } = mount;
  const path = mount.mountPath.replaceAll('{user}', identity.user);
  if (mount.role === 'home') {
    return [{ mount: name, path, folder: identity.user, readOnly }];
  }
  return mount.perProposal
    ? identity.groups.map((group) => ({ mount: name, path: `${path}/${group}`, folder: group, readOnly }))
    : [{ mount: name, path, folder: '', readOnly }];
}
