import type { MountRole } from './mount-spec';

/** A file share that a cloud makes, as plain data. */
export interface ShareSpec {
  /** `scratch`. */
  readonly name: string;
  readonly role: MountRole;
  readonly sizeGibibytes: number;
  /** Type of the cloud: `default`; null for the cloud's own choice. */
  readonly type: string | null;
  readonly readOnly: boolean;
  /** IPv4 networks that may mount it; null for the machines of the site. */
  readonly clients: readonly string[] | null;
  /** Whether `destroy` removes the data. Needs the site's consent too. */
  readonly removeOnDestroy: boolean;
}

/** Where a share is mounted from; known at apply. */
export interface ShareEndpoint {
  readonly server: string;
  readonly path: string;
}
