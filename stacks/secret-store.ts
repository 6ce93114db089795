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

  /**
   * The store of a site. DAAS_SECRETS_FILE names an env file, relative to the clone or absolute, to use instead: for a trial of the
   * site on other machines, which must not get at the facility's own secrets.
   */
  public static ofSite(name: string, given?: SecretStore): SecretStore {
    const trial = process.env['DAAS_SECRETS_FILE'];
    if (trial !== undefined) {
      return SecretStore.envFile({ path: trial });
    }
    return given ?? SecretStore.sops({ path: `sites/${name}/secrets.sops.yaml` });
  }

  private constructor(
    /** Plain data, as recorded. */
    public readonly spec: SecretStoreSpec,
  ) {}
}
