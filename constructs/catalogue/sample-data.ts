import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { IMountHost } from '../storage/mount-host';
import type { Mount } from '../storage/mount';
import type { IEnvironmentHost } from './environment-host';
import type { ISampleDataHost, SampleDataSpec } from './sample-data-host';
import type { SoftwareCatalogue } from './software-catalogue';

/** Props of SampleData. */
export interface SampleDataProps {
  /** Where the data are made. */
  readonly platform: ISampleDataHost & IMountHost & IEnvironmentHost;
  /** The mount of role raw that gets them. Only folders of the named proposals are written. */
  readonly raw: Mount;
  /** Proposals that get a copy each. Use proposals made for the purpose, never a real one. */
  readonly proposals: readonly string[];
  /** Whose examples to make data for. */
  readonly software: SoftwareCatalogue;
}

/** Synthetic raw data for the examples of the software catalogue: for demonstrations and acceptance tests. */
export class SampleData extends Construct {
  constructor(scope: Construct, id: string, props: SampleDataProps) {
    super(scope, id);
    const check = new Check(this, 'SampleData', Place.here());
    props.raw.validate(check, 'raw');
    if (props.raw.spec.role !== 'raw') {
      check.report('NotRaw', 'raw', `must be a mount of role raw, got role '${props.raw.spec.role}'`, { place: props.raw.place });
    }
    props.proposals.forEach((p, i) => check.name(`proposals[${i}]`, p));
    const packages = props.software.packages.filter((p) => p.example !== null);
    if (packages.length === 0) {
      check.report('NoExample', 'software', 'no package of the catalogue has an example to make data for');
    }
    const spec: SampleDataSpec = {
      mount: props.raw.spec.name,
      proposals: props.proposals,
      examples: packages.map((p) => ({ environment: p.environment.name, example: p.example! })),
    };
    const mount = props.platform.bindMount(props.raw.spec);
    const environments = packages.map((p) => props.platform.bindEnvironment(p.environment));
    [mount, ...environments].forEach((b) => this.node.addDependency(b.ready));
    props.platform.bindSampleData(this, spec, mount, environments);
    Blueprint.of(this).record(this, 'sample-data', () => spec);
  }
}
