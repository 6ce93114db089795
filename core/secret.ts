import { ValidationError } from './errors';

/** Where a secret's value lies. Plain data; never the value itself. */
export type SecretReference =
  | { readonly store: 'env'; readonly variable: string }
  | { readonly store: 'file'; readonly path: string }
  | { readonly store: 'sops'; readonly path: string; readonly key: string }
  | { readonly store: 'vault'; readonly path: string; readonly key: string }
  | { readonly store: 'site'; readonly name: string };

const NAME = /^[A-Z][A-Z0-9_]{1,62}$/;

/**
 * A secret by reference: each platform looks the value up when it deploys.
 *
 * There is no way to hand in a value: what a construct holds ends in synthesised output, plans and state.
 */
export class Secret {
  /** An environment variable of the process that deploys: `UMBRELLA_SECRET`. */
  public static env(variable: string): Secret {
    return new Secret({ store: 'env', variable: checked('environment variable', variable) });
  }

  /** The first line of a file on the machine that deploys; relative to the clone, or absolute. */
  public static file(path: string): Secret {
    return new Secret({ store: 'file', path });
  }

  /** One key of a sops-encrypted YAML file. */
  public static sops(path: string, key: string): Secret {
    return new Secret({ store: 'sops', path, key });
  }

  /** One key of a HashiCorp Vault or OpenBao KV secret; address and token as the vault client finds them. */
  public static vault(path: string, key: string): Secret {
    return new Secret({ store: 'vault', path, key });
  }

  /**
   * A secret of the site's own store, made by `daas secrets SITE --init` when it is missing: for what is shared
   * within the site only, such as an OAuth client's secret.
   */
  public static site(name: string): Secret {
    return new Secret({ store: 'site', name: checked('name of a site secret', name) });
  }

  private constructor(
    /** What a spec may carry. */
    public readonly reference: SecretReference,
  ) {}
}

function checked(what: string, name: string): string {
  if (!NAME.test(name)) {
    throw new ValidationError('SecretName', `the ${what} must be upper-case letters, digits and '_', got '${name}'`);
  }
  return name;
}
