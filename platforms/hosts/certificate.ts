import { Secret, type SecretReference } from '../../core/secret';

/** Where the certificate of the public addresses comes from. Plain data. */
export type CertificateSpec =
  | { readonly kind: 'internal' }
  | { readonly kind: 'given'; readonly certificateFile: string; readonly key: SecretReference }
  | { readonly kind: 'acme'; readonly email: string; readonly directoryUrl: string };

/** The certificate of the public addresses of a site's hosts. */
export class Certificate {
  /**
   * A certificate authority of the site's own, made on the hub's host and trusted there. Browsers don't know it: for
   * trials, and where the facility hands its root to its machines anyway (/etc/daas/ca.crt on the hub's host).
   */
  public static internal(): Certificate {
    return new Certificate({ kind: 'internal' });
  }

  /**
   * A certificate that the facility got elsewhere.
   *
   * @param options.certificateFile PEM, with the chain; relative to the clone. It isn't secret.
   * @param options.key PEM; a reference, for instance `Secret.vault(...)`
   */
  public static given(options: { readonly certificateFile: string; readonly key: Secret }): Certificate {
    return new Certificate({ kind: 'given', certificateFile: options.certificateFile, key: options.key.reference });
  }

  /**
   * One that an ACME authority gives and certbot renews. Port 80 of the hub's host must be open to the authority.
   *
   * @param options.email where the authority warns before the certificate ends
   * @param options.directoryUrl the authority, for instance that of the facility's GÉANT TCS account
   */
  public static acme(options: { readonly email: string; readonly directoryUrl: string }): Certificate {
    return new Certificate({ kind: 'acme', ...options });
  }

  private constructor(
    /** Plain data. */
    public readonly spec: CertificateSpec,
  ) {}
}
