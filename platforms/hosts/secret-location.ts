import type { Construct } from 'constructs';
import type { SecretReference } from '../../core/secret';
import { Site, type SecretStoreSpec } from '../../core/site';

/** A secret as the lookup plugin `daas_secret` finds it. */
export type SecretLocation =
  Exclude<SecretReference, { readonly store: 'site' }> | { readonly store: 'env-file'; readonly path: string; readonly key: string };

/** References with the site's own store filled in. */
export function resolveSecrets(
  scope: Construct,
  secrets: Readonly<Record<string, SecretReference>>,
): Readonly<Record<string, SecretLocation>> {
  const { secretStore } = Site.of(scope);
  return Object.fromEntries(Object.entries(secrets).map(([name, reference]) => [name, locate(reference, secretStore)]));
}

function locate(reference: SecretReference, store: SecretStoreSpec): SecretLocation {
  return reference.store === 'site' ? { store: store.kind, path: store.path, key: reference.name } : reference;
}
