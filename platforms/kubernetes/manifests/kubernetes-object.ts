import type { SecretReference } from '../../../core/secret';

/** What every object is found by. */
export interface ObjectMetadata {
  readonly name: string;
  /** Left out for objects of the cluster as a whole. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An object as an engineer would write it in YAML. Plain data; secrets by a Secret's name and key only. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

/**
 * A Secret whose values are looked up when the site is deployed: the adapter hands them to the API in write-only
 * attributes, so they are in no plan and in no state. Has `references` where a manifest has `data`.
 */
export interface SecretObject {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  readonly metadata: ObjectMetadata;
  /** `Opaque` where nothing is said. */
  readonly type?: string;
  /** Key of the Secret -> where its value lies. */
  readonly references: Readonly<Record<string, SecretReference>>;
  /** Further keys whose values are no secrets, such as a user's name. */
  readonly plain?: Readonly<Record<string, string>>;
  /**
   * Key -> a value that another resource of the site makes, such as a cloud's credential: a reference of Terraform's. It
   * is in the state already, and stays sensitive. Only in a Secret of its own.
   *
   * @default - none
   */
  readonly made?: Readonly<Record<string, string>>;
}

/** What a renderer may return. */
export type KubernetesObject = ManifestObject | SecretObject;

/** Annotation of objects that hold users' data: Terraform refuses to destroy them. */
export const KEEP_DATA = 'daas-kit/keep-data';

/** Tells the two apart. */
export function isSecretObject(object: KubernetesObject): object is SecretObject {
  return 'references' in object;
}
