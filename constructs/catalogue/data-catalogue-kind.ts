import type { Construct } from 'constructs';

/** A data catalogue as plain data. */
export interface DataCatalogueSpec {
  readonly kind: 'icat' | 'scicat';
  /** Shown to users. */
  readonly title: string;
  /** Where users go; null until a deployed catalogue has one. */
  readonly url: string | null;
  /** Whether the facility runs it already. */
  readonly existing: boolean;
}

/** A platform that can deploy SciCat. */
export interface ISciCatHost {
  /** Called once by DataCatalogue. */
  bindSciCat(scope: Construct, spec: DataCatalogueSpec): { readonly url: string };
}

/** Which data catalogue, and whether it is deployed. Made by the factories of DataCatalogue. */
export interface DataCatalogueKind {
  /** Plain data. */
  readonly spec: DataCatalogueSpec;
  /** Called once by DataCatalogue. */
  bind(scope: Construct): { readonly url: string };
}
