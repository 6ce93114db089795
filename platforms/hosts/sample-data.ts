import type { Construct } from 'constructs';
import type { SampleDataSpec } from '../../constructs/catalogue/sample-data-host';
import type { BoundMount } from '../../constructs/storage/mount-host';
import type { Machine } from './machine';

/** Runs the generators on the machine, each in its environment. */
export function bindSampleData(scope: Construct, machine: Machine, spec: SampleDataSpec, mount: BoundMount): void {
  machine.play(scope, 'Play', {
    role: 'sample_data',
    name: 'sample-data',
    settings: () => ({
      output: mount.hostPath,
      proposals: spec.proposals,
      examples: spec.examples.map(({ environment, example }) => ({ environment, folder: example.folder, generator: example.generator })),
    }),
    removal: {},
    sources: () => ['constructs/catalogue/use-cases'],
  });
}
