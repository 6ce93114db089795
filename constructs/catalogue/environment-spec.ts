/** Where an analysis environment comes from. Plain data. */
export type EnvironmentSource =
  | { readonly kind: 'venv'; readonly requirements: string }
  | { readonly kind: 'conda'; readonly prefix: string }
  | { readonly kind: 'module'; readonly module: string }
  | { readonly kind: 'cvmfs'; readonly path: string }
  | { readonly kind: 'apptainer'; readonly image: string }
  | { readonly kind: 'image'; readonly image: string };

/** An analysis environment: a kernel of the notebooks. Plain data. */
export interface EnvironmentSpec {
  /** Name of the kernel: `saxs`. */
  readonly name: string;
  /** Shown in JupyterLab's launcher. */
  readonly title: string;
  readonly source: EnvironmentSource;
}

/** A notebook that shows the software at work on data that the kit makes. Plain data. */
export interface ExampleSpec {
  /** Folder in the kit: `constructs/catalogue/use-cases/saxs`. */
  readonly folder: string;
  /** `saxs.ipynb`. */
  readonly notebook: string;
  /** Program that writes the raw data: `make_raw_data.py --output DIR --proposal NAME`. */
  readonly generator: string;
}

/** An entry of the software catalogue. Plain data. */
export interface SoftwareSpec {
  readonly name: string;
  readonly version: string;
  /** `SAXS`, `Tomography`, `Diffraction`. */
  readonly useCase: string;
  /** One sentence for users. */
  readonly summary: string;
  /** SPDX identifier, or words where there is none. */
  readonly licence: string;
  readonly homepage: string;
  /** The entry at the PaNdata software catalogue. */
  readonly catalogueUrl: string;
  readonly environment: EnvironmentSpec;
  /** Null where there is none. */
  readonly example: ExampleSpec | null;
}
