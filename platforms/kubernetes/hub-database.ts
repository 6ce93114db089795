import type { Secret, SecretReference } from '../../core/secret';

/** Where a hub keeps who is logged in and which servers run. Plain data. */
export type HubDatabaseSpec =
  | { readonly kind: 'volume' }
  | {
      readonly kind: 'postgres';
      readonly host: string;
      readonly port: number;
      readonly database: string;
      readonly user: string;
      readonly password: SecretReference;
    };

/** Where hubs keep their state. */
export class HubDatabase {
  /** SQLite on a volume of the cluster's block storage: enough for some hundred users. */
  public static volume(): HubDatabase {
    return new HubDatabase({ kind: 'volume' });
  }

  /** A PostgreSQL that the facility runs; each hub needs a database of its own, named after it. */
  public static postgres(options: {
    readonly host: string;
    readonly user: string;
    readonly password: Secret;
    readonly database: string;
    readonly port?: number;
  }): HubDatabase {
    const { host, user, database, port = 5432 } = options;
    return new HubDatabase({ kind: 'postgres', host, port, user, database, password: options.password.reference });
  }

  private constructor(
    /** Plain data. */
    public readonly spec: HubDatabaseSpec,
  ) {}
}
