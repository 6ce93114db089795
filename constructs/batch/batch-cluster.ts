import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { BatchEndpoint, BatchSpec } from './batch-spec';
import type { Queue } from './queue';
import type { Scheduler } from './scheduler';

/** Props of BatchCluster. */
export interface BatchClusterProps<H> {
  /** Where the cluster is. */
  readonly platform: NoInfer<H>;
  /** Its batch system. */
  readonly scheduler: Scheduler<H>;
  /** Queues that notebooks may use; the first is the default. */
  readonly queues: readonly Queue[];
}

/** A batch cluster: notebooks run as its jobs, and users submit from them. */
export class BatchCluster<H = unknown> extends Construct {
  /** How to reach the scheduler. */
  public readonly endpoint: BatchEndpoint;
  /** Plain data, as recorded. */
  public readonly spec: BatchSpec;

  constructor(scope: Construct, id: string, props: BatchClusterProps<H>) {
    super(scope, id);
    const check = new Check(this, 'Batch', Place.here());
    if (props.queues.length === 0) {
      check.report('NoQueue', 'queues', 'at least one queue is needed');
    }
    props.queues.forEach((q, i) => q.validate(check, `queues[${i}]`));
    check.unique('queues', props.queues);
    this.spec = { scheduler: props.scheduler.kind, existing: props.scheduler.existing, queues: props.queues.map((q) => q.spec) };
    this.endpoint = props.scheduler.bind(this, props.platform, this.spec);
    Blueprint.of(this).record(this, 'batch', () => this.spec);
  }
}
