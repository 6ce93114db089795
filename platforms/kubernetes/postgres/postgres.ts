/** Where services of a cluster keep their relational data. Plain data. */
export type PostgresSpec =
  | {
      readonly kind: 'operated';
      /** Servers of each database: one that is written to, the others follow it. */
      readonly instances: number;
      /** Volume of each, GiB. */
      readonly volumeGibibytes: number;
      /** Whether the site brings CloudNativePG's operator. */
      readonly bringsOperator: boolean;
    }
  | { readonly kind: 'existing'; readonly host: string; readonly port: number };

/** Options of `Postgres.operated`. */
export interface OperatedPostgresOptions {
  /**
   * Servers of each database.
   *
   * @default 2
   */
  readonly instances?: number;
  /**
   * Volume of each server, GiB.
   *
   * @default 10
   */
  readonly volumeGibibytes?: number;
  /**
   * Whether CloudNativePG runs on the cluster already.
   *
   * @default false
   */
  readonly existingOperator?: boolean;
}

/** PostgreSQL for the services that need it: the broker, VISA. Each gets a database of its own. */
export class Postgres {
  /** Made and kept running by CloudNativePG; passwords are made by it too and never leave the cluster. */
  public static operated(options: OperatedPostgresOptions = {}): Postgres {
    const { instances = 2, volumeGibibytes = 10, existingOperator = false } = options;
    return new Postgres({ kind: 'operated', instances, volumeGibibytes, bringsOperator: !existingOperator });
  }

  /**
   * A server of the facility's. Database and user are named after the service (`auth`, `visa`) and have to be there; the
   * password is the site's secret AUTH_DATABASE_PASSWORD, VISA_DATABASE_PASSWORD.
   */
  public static existing(options: { readonly host: string; readonly port?: number }): Postgres {
    return new Postgres({ kind: 'existing', host: options.host, port: options.port ?? 5432 });
  }

  private constructor(
    /** Plain data. */
    public readonly spec: PostgresSpec,
  ) {}
}
