import type { SecretReference } from '../../core/secret';
import type { StateSecret } from '../../core/state-secret';

/** What users need a mount for. */
export type MountRole = 'home' | 'raw' | 'results' | 'software';

/** Where the data lies, by kind of file system. */
export type MountSource =
  | { readonly kind: 'nfs'; readonly server: string; readonly path: string; readonly version: string }
  | { readonly kind: 'gpfs'; readonly filesystem: string; readonly path: string }
  | { readonly kind: 'lustre'; readonly server: string; readonly filesystem: string; readonly path: string }
  | {
      readonly kind: 'cephfs';
      readonly monitors: readonly string[];
      readonly path: string;
      readonly user: string;
      readonly secret: SecretReference | StateSecret;
    }
  | { readonly kind: 'beegfs'; readonly server: string; readonly path: string; readonly clientPort: number }
  | { readonly kind: 'cvmfs'; readonly repository: string; readonly proxy: string }
  | { readonly kind: 'smb'; readonly server: string; readonly share: string; readonly user: string; readonly secret: SecretReference }
  | { readonly kind: 'glusterfs'; readonly servers: readonly string[]; readonly volume: string; readonly path: string }
  | { readonly kind: 'sshfs'; readonly server: string; readonly path: string; readonly user: string; readonly identityFile: string }
  | { readonly kind: 'local'; readonly path: string };

/** A mount as plain data. */
export interface MountSpec {
  /** Unique in a site: `raw`. */
  readonly name: string;
  readonly role: MountRole;
  readonly source: MountSource;
  /** Where users see it: `/data/raw`; `{user}` stands for the user's name. */
  readonly mountPath: string;
  readonly readOnly: boolean;
  /** Has one folder a proposal, named like the proposal; users see those of their own proposals only. */
  readonly perProposal: boolean;
  /** Limit a user, bytes; null for none. */
  readonly quotaBytes: number | null;
  /** Whether `destroy` removes the data. Needs the site's consent too. */
  readonly removeOnDestroy: boolean;
  /** Whether the facility mounts it already: then it is only checked. */
  readonly existing: boolean;
  /** Mount options beside those that the kind and the role bring. */
  readonly options: readonly string[];
  /** Account that the root of the file system has to belong to. */
  readonly owner: string;
}
