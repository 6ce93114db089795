import type { SecretReference } from '../../core/secret';
import { secretVariable } from '../../core/secret-variable';
import type { BlueprintRecord } from '../app/blueprint-record';
import { KitError } from '../kit-error';
import { secretValue } from './secret-value';

/**
 * A site's secrets as Terraform finds its ephemeral variables: `TF_VAR_site_NAME`. Looks up those that are wanted.
 *
 * @throws KitError that names all that are missing
 */
export function secretEnvironment(
  { secrets, site }: Pick<BlueprintRecord, 'secrets' | 'site'>,
  isWanted: (variable: string) => boolean = () => true,
): Readonly<Record<string, string>> {
  const missing: KitError[] = [];
  const entry = (reference: SecretReference): readonly (readonly [string, string])[] => {
    try {
      return [[`TF_VAR_${secretVariable(reference)}`, secretValue(reference, site.secretStore)]];
    } catch (error) {
      if (!(error instanceof KitError)) {
        throw error;
      }
      missing.push(error);
      return [];
    }
  };
  const found = secrets.filter(({ reference }) => isWanted(secretVariable(reference))).flatMap(({ reference }) => entry(reference));
  if (missing.length > 0) {
    const all = new Set(missing.map((e) => e.message));
    throw new KitError([...all].join('; '), `npx daas secrets ${site.name} lists what is needed, and makes what the site can make`);
  }
  return Object.fromEntries(found);
}
