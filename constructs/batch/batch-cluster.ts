import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import { batchFlows, type Submitter } from './batch-flows';
import type { BatchAccessSpec, BatchEndpoint, BatchSpec } from './batch-spec';
import { checkDeployment } from './cluster-check';
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

  private submitter: Submitter = 'login';

  constructor(scope: Construct, id: string, props: BatchClusterProps<H>) {
    super(scope, id);
    const check = new Check(this, 'Batch', Place.here());
    if (props.queues.length === 0) {
      check.report('NoQueue', 'queues', 'at least one queue is needed');
    }
    props.queues.forEach((q, i) => q.validate(check, `queues[${i}]`));
    check.unique('queues', props.queues);
    props.scheduler.nodes.forEach((n, i) => n.validate(check, `scheduler.nodes[${i}]`));
    this.spec = { name: kebab(id), ...props.scheduler.spec, queues: props.queues.map((q) => q.spec) };
    if (this.spec.deployment !== null) {
      checkDeployment(check, this.spec.deployment, props.queues);
    }
    checkAccess(check, this.spec.access);
    this.endpoint = props.scheduler.bind(this, props.platform, this.spec);
    Blueprint.of(this).record(
      this,
      'batch',
      () => this.spec,
      () => [...batchFlows(this.spec, this.submitter)],
    );
  }

  /** Called by a hub or portal that submits jobs to this cluster; otherwise users do, where they log in. */
  public submittedFromHub(): void {
    this.submitter = 'hub';
  }
}

function checkAccess(check: Check, access: BatchAccessSpec | null): void {
  for (const name of ['configuration', 'bin'] as const) {
    const path = access?.[name];
    if (typeof path === 'string') {
      check.absolutePath(`scheduler.${name}`, path);
    }
  }
}
