import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { EnvironmentSpec, SoftwareSpec } from './environment-spec';
import type { Software } from './software';

/** Props of SoftwareCatalogue. */
export interface SoftwareCatalogueProps {
  /** What users may analyse with. */
  readonly packages: readonly Software[];
}

/** What analysis software a facility offers: kernels of its notebooks, entries of its portal, cases to verify. */
export class SoftwareCatalogue extends Construct {
  /** Plain data, as recorded. */
  public readonly packages: readonly SoftwareSpec[];

  constructor(scope: Construct, id: string, props: SoftwareCatalogueProps) {
    super(scope, id);
    const check = new Check(this, 'Software', Place.here());
    props.packages.forEach((p, i) => p.validate(check, `packages[${i}]`));
    check.unique('packages', props.packages);
    this.packages = props.packages.map((p) => p.spec);
    Blueprint.of(this).record(this, 'software', () => ({ packages: this.packages }));
  }

  /** The environments, each once. */
  public get environments(): readonly EnvironmentSpec[] {
    return [...new Map(this.packages.map((p) => [p.environment.name, p.environment])).values()];
  }
}
