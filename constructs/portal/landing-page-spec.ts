import type { SoftwareSpec } from '../catalogue/environment-spec';
import type { DataCatalogueSpec } from '../catalogue/data-catalogue-kind';
import type { ServiceEntry } from './service-entry';

/** Colours and logo of a facility. Plain data. */
export interface ThemeSpec {
  /** `#rrggbb`. Text on it is set black or white, whichever can be read. */
  readonly primary: string;
  /** `#rrggbb`. */
  readonly accent: string;
  /** SVG text, or null for the facility's name in letters. */
  readonly logo: string | null;
}

/** An entry of the software catalogue with the link that opens its example. Plain data. */
export interface LandingPageSoftware {
  readonly software: SoftwareSpec;
  /** Null where there is no example or no hub to open it in. */
  readonly notebookUrl: string | null;
}

/** A landing page as plain data. */
export interface LandingPageSpec {
  /** `portal`. */
  readonly name: string;
  readonly facility: string;
  readonly domain: string;
  readonly title: string;
  readonly tagline: string;
  readonly theme: ThemeSpec;
  readonly contact: string;
  /** How to get access, step by step. */
  readonly access: readonly string[];
  readonly services: readonly ServiceEntry[];
  readonly software: readonly LandingPageSoftware[];
  readonly data: readonly (DataCatalogueSpec & { readonly url: string })[];
}
