import type { Construct } from 'constructs';
import type { BoundEnvironment } from './environment-host';
import type { BoundMount } from '../storage/mount-host';
import type { ExampleSpec } from './environment-spec';

/** Raw data that the kit makes. Plain data. */
export interface SampleDataSpec {
  /** Name of the mount that gets them. */
  readonly mount: string;
  /** Proposals that get a copy each. */
  readonly proposals: readonly string[];
  /** Programs that write them, each in its environment. */
  readonly examples: readonly { readonly environment: string; readonly example: ExampleSpec }[];
}

/** A platform that can run the generators of sample data. */
export interface ISampleDataHost {
  /** Called once by SampleData. */
  bindSampleData(scope: Construct, spec: SampleDataSpec, mount: BoundMount, environments: readonly BoundEnvironment[]): void;
}
