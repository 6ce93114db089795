import type { SecretReference } from '../../core/secret';

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
      readonly secret: SecretReference;
    }
  | { readonly kind: 'beegfs'; readonly server: string; readonly path: string }
  | { readonly kind: 'cvmfs'; readonly repository: string }
  | { readonly kind: 'smb'; readonly server: string; readonly share: string; readonly secret: SecretReference }
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
}
