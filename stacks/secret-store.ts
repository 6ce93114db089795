import type { SecretStoreSpec } from '../core/site';

/** Where a site keeps the secrets that are its own, such as the OAuth client's of its hub. */
export class SecretStore {
  /**
   * A sops-encrypted YAML file, which may be in git: `sites/<name>/secrets.sops.yaml`. Needs `sops` and a key
   * (age, PGP or a cloud's) where the site is deployed.
   */
  public static sops(options: { readonly path: string }): SecretStore {
    return new SecretStore({ kind: 'sops', path: options.path });
  }

  /** A plain file outside git, mode 0600: for a trial only. */
  public static envFile(options: { readonly path: string }): SecretStore {
    return new SecretStore({ kind: 'env-file', path: options.path });
  }

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: SecretStoreSpec,
  ) {}
}
