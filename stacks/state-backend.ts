import type { Construct } from 'constructs';
import { HttpBackend, LocalBackend, PgBackend, S3Backend } from '../core/engine';
import { KubernetesBackend, type KubernetesBackendOptions } from './kubernetes-backend';

/** Stack folders are `<out>/stacks/<stack>`; state lives beside them, never in them: the engine deletes strangers there. */
const CLONE = '../../..';

/** Options of an S3 bucket. */
export interface S3Options {
  /** Bucket, with versioning switched on: the only way back from a damaged state. */
  readonly bucket: string;
  /** Region; most stores of a facility ignore it but want one. */
  readonly region: string;
  /**
   * Object name.
   *
   * @default - site-<name>.tfstate
   */
  readonly key?: string;
  /**
   * Endpoint of a store that isn't Amazon's: Ceph RGW, MinIO.
   *
   * @default - Amazon S3
   */
  readonly endpoint?: string;
}

/**
 * Where Terraform keeps a site's state. The state knows everything about the site, and secrets too as soon as a
 * provider has no write-only attributes (OpenStack's): outside a trial it has to be encrypted and locked.
 */
export class StateBackend {
  /** A file beside the clone's other run-time files (`.daas/state`). Locked on this machine only, not encrypted. */
  public static local(): StateBackend {
    return new StateBackend('local', { encrypted: false, locking: true }, (scope, site) => {
      new LocalBackend(scope, { path: `${CLONE}/.daas/state/${site}.tfstate` });
    });
  }

  /** S3 or compatible: encrypted by the store (SSE), locked by a lock object. Credentials from the environment. */
  public static s3(options: S3Options): StateBackend {
    return new StateBackend('s3', { encrypted: true, locking: true }, (scope, site) => {
      const foreign = options.endpoint !== undefined && {
        endpoints: { s3: options.endpoint },
        usePathStyle: true,
        skipCredentialsValidation: true,
        skipMetadataApiCheck: true,
        skipRegionValidation: true,
        skipRequestingAccountId: true,
      };
      const backend = new S3Backend(scope, {
        bucket: options.bucket,
        key: options.key ?? `${site}.tfstate`,
        region: options.region,
        encrypt: true,
        ...foreign,
      });
      // Not in the engine's types: a lock without a DynamoDB table, Terraform 1.10 or newer.
      backend.addOverride('use_lockfile', true);
    });
  }

  /** PostgreSQL: locked by advisory locks; encryption is the database's. Connection from PG_CONN_STR. */
  public static pg(options: { readonly schemaName?: string } = {}): StateBackend {
    return new StateBackend('pg', { encrypted: false, locking: true }, (scope, site) => {
      new PgBackend(scope, { schemaName: options.schemaName ?? site.replaceAll('-', '_') } as never);
    });
  }

  /** An HTTP server such as GitLab's managed state, which encrypts and locks. Credentials from TF_HTTP_*. */
  public static http(options: { readonly address: string }): StateBackend {
    return new StateBackend('http', { encrypted: true, locking: true }, (scope) => {
      const lock = `${options.address}/lock`;
      new HttpBackend(scope, {
        address: options.address,
        lockAddress: lock,
        unlockAddress: lock,
        lockMethod: 'POST',
        unlockMethod: 'DELETE',
      });
    });
  }

  /** A Secret of a Kubernetes cluster: locked by a Lease; encrypted only if the cluster encrypts Secrets at rest. */
  public static kubernetes(options: KubernetesBackendOptions): StateBackend {
    return new StateBackend('kubernetes', { encrypted: false, locking: true }, (scope) => {
      new KubernetesBackend(scope, options);
    });
  }

  private constructor(
    /** Terraform's name of the backend. */
    public readonly kind: string,
    /** What the backend itself promises. */
    public readonly guarantees: { readonly encrypted: boolean; readonly locking: boolean },
    private readonly make: (scope: Construct, site: string) => void,
  ) {}

  /** Called by SiteStack. */
  public bind(scope: Construct, site: string): void {
    this.make(scope, site);
  }
}
