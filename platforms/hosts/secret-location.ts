import type { Construct } from 'constructs';
import type { SecretReference } from '../../core/secret';
import { Site, type SecretStoreSpec } from '../../core/site';
import type { StateSecret } from '../../core/state-secret';

/** A secret as the lookup plugin `daas_secret` finds it. */
export type SecretLocation =
  Exclude<SecretReference, { readonly store: 'site' }> | { readonly store: 'env-file'; readonly path: string; readonly key: string };

/** A secret of the state as the lookup plugin `daas_secret` finds it: in the environment that Terraform gives the play. */
export type StateSecretLocation = StateSecret & { readonly variable: string };

/** Secrets of the state, by the names that a role knows them by, each with the variable that brings it. Pure. */
export function locateStateSecrets(secrets: Readonly<Record<string, StateSecret>>): Readonly<Record<string, StateSecretLocation>> {
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, { ...secret, variable: `DAAS_SECRET_${name}` }]));
}

/**
 * Environment of a play that needs secrets of the state. The values are filled in at apply, after the plan. The provider marks
 * them as sensitive, so Terraform shows nothing of what such a play prints unless it fails. Pure.
 */
export function stateSecretEnvironment(secrets: Readonly<Record<string, StateSecretLocation>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(secrets).map((s) => [s.variable, `\${${s.resource}.${s.attribute}}`]));
}

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
