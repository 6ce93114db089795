import type { Construct } from 'constructs';
import type { Check } from '../../core/check';
import type { Flow } from '../../core/flow';
import type { SciCatSpec } from './scicat-spec';

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
  /** Called before the broker learns of SciCat's client. */
  sciCatEndpoint(name: string): { readonly url: string };
  /** Called once by DataCatalogue. */
  bindSciCat(scope: Construct, spec: SciCatSpec): void;
}

/** What a data catalogue gives its kind. */
export interface DataCatalogueContext {
  /** The catalogue's name. */
  readonly name: string;
  readonly check: Check;
}

/** What came of a data catalogue. */
export interface BoundDataCatalogue {
  readonly url: string;
  /** What was deployed; null for one that the facility runs. */
  readonly deployment: SciCatSpec | null;
  /** Connections that it needs. */
  readonly flows: readonly Flow[];
}

/** Which data catalogue, and whether it is deployed. Made by the factories of DataCatalogue. */
export interface DataCatalogueKind {
  /** Plain data. */
  readonly spec: DataCatalogueSpec;
  /** Called once by DataCatalogue. */
  bind(scope: Construct, context: DataCatalogueContext): BoundDataCatalogue;
}
