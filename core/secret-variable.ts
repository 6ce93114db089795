import type { SecretReference } from './secret';

/**
 * Name of the Terraform variable that brings a secret to a provider's write-only attributes: `site_BROKER_DB_PASSWORD`.
 * Its value is never stored: the variable is ephemeral.
 */
export function secretVariable(reference: SecretReference): string {
  switch (reference.store) {
    case 'env':
      return `env_${reference.variable}`;
    case 'site':
      return `site_${reference.name}`;
    case 'file':
      return `file_${slug(reference.path)}`;
    case 'sops':
    case 'vault':
      return `${reference.store}_${slug(`${reference.path}/${reference.key}`)}`;
  }
}

function slug(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');
}
