import type { Construct } from 'constructs';
import { Blueprint } from '../../../core/blueprint';
import { TerraformStack } from '../../../core/engine';
import type { SecretReference } from '../../../core/secret';
import { secretVariable } from '../../../core/secret-variable';
import { Site } from '../../../core/site';

/** Declares the variables that bring secrets to write-only attributes, and records what the site looks up. */
export function declareSecrets(scope: Construct, references: readonly SecretReference[]): void {
  if (references.length === 0) {
    return;
  }
  const stack = TerraformStack.of(scope);
  // Terraform shows it where it asks for a value.
  const description = `Secret of the site: npx daas with-secrets ${Site.of(scope).name} -- npx cdktf ... looks it up`;
  // The engine's class for variables doesn't know ephemeral ones.
  references.forEach((reference) =>
    stack.addOverride(`variable.${secretVariable(reference)}`, { type: 'string', description, sensitive: true, ephemeral: true }),
  );
  // Write-only attributes came with 1.11, of Terraform and of OpenTofu: an older one says that it is too old.
  stack.addOverride('terraform.required_version', '>= 1.11.0');
  Blueprint.of(scope).recordSecrets(scope, () => references);
}
