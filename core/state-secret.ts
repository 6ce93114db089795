/**
 * A secret that a resource of the same deployment has, and that its provider puts into Terraform's state whatever one does:
 * the key of a CephFS share. Plain data; never the value itself, which reaches what needs it at apply.
 *
 * Only platforms make one, and only for sites whose state may hold secrets (docs/state.md).
 */
export interface StateSecret {
  readonly store: 'state';
  /** Address of the resource. */
  readonly resource: string;
  /** Attribute of the resource that is the secret. */
  readonly attribute: string;
  /** Changes whenever the secret does; known at apply. */
  readonly version: string;
}
