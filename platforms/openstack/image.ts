/** An image as plain data. */
export type ImageSpec =
  | { readonly kind: 'existing'; readonly name: string }
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly format: 'qcow2' | 'raw' }
  | { readonly kind: 'url'; readonly name: string; readonly url: string; readonly format: 'qcow2' | 'raw' };

/** An image of the cloud. */
export class Image {
  /** One that the cloud has. */
  public static existing(name: string): Image {
    return new Image({ kind: 'existing', name });
  }

  /**
   * A file on the machine that deploys, relative to the clone or absolute, uploaded once. Give a new content a new name: the provider replaces an image when
   * the path changes, even with the same bytes, and doesn't when the bytes change.
   */
  public static file(name: string, options: { readonly path: string; readonly format: 'qcow2' | 'raw' }): Image {
    return new Image({ kind: 'file', name, ...options });
  }

  /** A file on a web server, fetched by the cloud itself (Glance's web-download). */
  public static url(name: string, options: { readonly url: string; readonly format: 'qcow2' | 'raw' }): Image {
    return new Image({ kind: 'url', name, ...options });
  }

  private constructor(
    /** Plain data. */
    public readonly spec: ImageSpec,
  ) {}
}
