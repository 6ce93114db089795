import type { Secret, SecretReference } from '../../core/secret';

/** Where the certificate of the public addresses comes from. Plain data. */
export type CertificateSpec =
  | { readonly kind: 'internal' }
  | { readonly kind: 'given'; readonly certificateFile: string; readonly key: SecretReference }
  | { readonly kind: 'acme'; readonly email: string; readonly directoryUrl: string };

/** A certificate that the facility got elsewhere. */
export interface GivenCertificateOptions {
  /** PEM, with the chain; relative to the clone. It isn't secret. */
  readonly certificateFile: string;
  /** PEM, by reference. */
  readonly key: Secret;
}

/** How a certificate is got by ACME. */
export interface AcmeOptions {
  /** Where the authority warns before the certificate ends. */
  readonly email: string;
  /** The authority's directory, for instance that of the facility's GÉANT TCS account. */
  readonly directoryUrl: string;
}

/** The certificate of the public addresses of a site's hosts. */
export class Certificate {
  /**
   * A certificate authority of the site's own, made on the hub's host and trusted there. Browsers don't know it: for
   * trials, and where the facility hands its root to its machines anyway (/etc/daas/ca.crt on the hub's host).
   */
  public static internal(): Certificate {
    return new Certificate({ kind: 'internal' });
  }

  /** A certificate that the facility got elsewhere. */
  public static given(options: GivenCertificateOptions): Certificate {
    return new Certificate({ kind: 'given', certificateFile: options.certificateFile, key: options.key.reference });
  }

  /** One that an ACME authority gives and certbot renews. Port 80 of the hub's host must be open to the authority. */
  public static acme(options: AcmeOptions): Certificate {
    return new Certificate({ kind: 'acme', ...options });
  }

  private constructor(
    /** Plain data. */
    public readonly spec: CertificateSpec,
  ) {}
}
