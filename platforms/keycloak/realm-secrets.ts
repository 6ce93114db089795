import type { SecretReference } from '../../core/secret';

/**
 * The secrets of one realm: each is a placeholder `$(env:NAME)` in the representation, which keycloak-config-cli fills
 * from its environment, and the role `realm` by a lookup.
 */
export class RealmSecrets {
  private readonly found = new Map<string, SecretReference>();

  /** The placeholder of a secret. */
  public placeholder(purpose: string, reference: SecretReference): string {
    const base = purpose.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
    let name = base;
    for (let n = 2; !this.fits(name, reference); n += 1) {
      name = `${base}_${n}`;
    }
    this.found.set(name, reference);
    return `$(env:${name})`;
  }

  /** Where each name's value lies. */
  public get references(): Readonly<Record<string, SecretReference>> {
    return Object.fromEntries(this.found);
  }

  /** Two clients `a-b` and `a.b` have the same name in capitals, but not the same secret. */
  private fits(name: string, reference: SecretReference): boolean {
    const there = this.found.get(name);
    return there === undefined || JSON.stringify(there) === JSON.stringify(reference);
  }
}
