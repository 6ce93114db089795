import type { IConstruct } from 'constructs';
import { ValidationError } from './errors';

const SITE = Symbol.for('daas-kit.site');
const TERMS = Symbol.for('daas-kit.site-terms');

/** Where a site keeps the secrets that are its own. Plain data; paths are relative to the clone. */
export interface SecretStoreSpec {
  readonly kind: 'sops' | 'env-file';
  readonly path: string;
}

/** What everything in a site may know of the site. Plain data. */
export interface SiteFacts {
  /** Folder name: `psi`. */
  readonly name: string;
  /** `PSI`. */
  readonly facility: string;
  /** DNS domain of the services: `daas.psi.example`. */
  readonly domain: string;
  /** E-mail address that users may write to. */
  readonly contact: string;
  /** Whether data may be removed when the site is destroyed: one of the two keys, the other is the mount's. */
  readonly removeDataOnDestroy: boolean;
  /** Where secrets of the site's own lie. */
  readonly secretStore: SecretStoreSpec;
}

/** What constructs of a site have to keep to, and nobody else needs to know. */
export interface SiteTerms {
  /** Whether the state may hold secrets: it is encrypted and locked, or the site accepts it. */
  readonly secretsInState: boolean;
}

/** Finds the site that a construct belongs to. */
export class Site {
  /** Makes the construct the root of a site. */
  public static define(root: IConstruct, facts: SiteFacts, terms: SiteTerms): void {
    Object.defineProperty(root, SITE, { value: facts });
    Object.defineProperty(root, TERMS, { value: terms });
  }

  /** What the constructs of the site have to keep to. */
  public static termsOf(scope: IConstruct): SiteTerms {
    const owner = [...scope.node.scopes].reverse().find((s) => TERMS in s);
    return owner === undefined ? { secretsInState: false } : (owner as unknown as Record<symbol, SiteTerms>)[TERMS]!;
  }

  /** The facts of the site around the construct. */
  public static of(scope: IConstruct): SiteFacts {
    const owner = [...scope.node.scopes].reverse().find((s) => SITE in s);
    if (owner === undefined) {
      throw new ValidationError('SiteMissing', 'must stand in a SiteStack', scope);
    }
    return (owner as unknown as Record<symbol, SiteFacts>)[SITE]!;
  }
}
