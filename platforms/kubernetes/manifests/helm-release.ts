/** A release of an upstream chart. Plain data. */
export interface HelmRelease {
  /** At most 53 characters, unique in its namespace. */
  readonly name: string;
  readonly namespace: string;
  /** Name of the chart in its repository: `jupyterhub`. */
  readonly chart: string;
  /** The upstream repository (`https://` or `oci://`); a site without a way out replaces it by its mirror. */
  readonly repository: string;
  /** Exact version. */
  readonly version: string;
  /** As in a values file. Secrets by a Secret's name and key only. */
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * Whether its removal would remove data that the site doesn't allow to remove: Terraform refuses it then.
   *
   * @default false
   */
  readonly keepData?: boolean;
}
