import type { StateSecret } from '../../core/state-secret';
import type { MountRole } from './mount-spec';

/** How a share is mounted. */
export type ShareProtocol = 'nfs' | 'cephfs';

/** A file share that a cloud makes, as plain data. */
export interface ShareSpec {
  /** `scratch`. */
  readonly name: string;
  readonly role: MountRole;
  readonly protocol: ShareProtocol;
  readonly sizeGibibytes: number;
  /** Type of the cloud: `default`; null for the cloud's own choice. */
  readonly type: string | null;
  readonly readOnly: boolean;
  /** IPv4 networks that may mount an NFS share; null for the machines of the site, and for CephFS, which asks for a key. */
  readonly clients: readonly string[] | null;
  /** cephx user of a CephFS share; null for one of the share's own, and for NFS. */
  readonly user: string | null;
  /** Options of its mount beside those of kind and role. */
  readonly mountOptions: readonly string[];
  /** Whether `destroy` removes the data. Needs the site's consent too. */
  readonly removeOnDestroy: boolean;
}

/** Where a share is mounted from; known at apply. */
export type ShareEndpoint =
  | { readonly protocol: 'nfs'; readonly server: string; readonly path: string }
  | {
      readonly protocol: 'cephfs';
      /** As the cloud writes them, several in one text: `10.0.0.5:6789,10.0.0.6:6789`. */
      readonly monitors: readonly string[];
      readonly path: string;
      readonly user: string;
      readonly secret: StateSecret;
    };
