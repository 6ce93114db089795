import type { OnDemandClusterSpec, OnDemandDesktop } from '../../constructs/portal/open-ondemand-spec';

/** An interactive application of Open OnDemand; its scripts are files of the role. Plain data. */
export interface OnDemandApp {
  /** Folder below /var/www/ood/apps/sys. */
  readonly folder: string;
  /** Which of the role's submit files: what a job asks for is said in the scheduler's words. */
  readonly scheduler: OnDemandClusterSpec['scheduler'];
  /** manifest.yml. */
  readonly manifest: object;
  /** form.yml. */
  readonly form: object;
}

/** JupyterLab as a job, seen through the portal. Pure. */
export function renderJupyterForm(cluster: OnDemandClusterSpec, lab: string): OnDemandApp {
  return {
    folder: `daas-jupyter-${cluster.name}`,
    scheduler: cluster.scheduler,
    manifest: {
      name: `JupyterLab (${cluster.title})`,
      category: 'Interactive Apps',
      subcategory: 'Servers',
      role: 'batch_connect',
      description: `JupyterLab with the facility's analysis software, as a job on ${cluster.title}.`,
    },
    form: {
      cluster: cluster.name,
      form: ['lab', 'bc_queue', 'bc_num_hours', 'cores', 'memory', ...(hasGpus(cluster) ? ['gpus'] : [])],
      // An attribute with a plain value is fixed and not shown.
      attributes: { lab, ...sizes(cluster) },
    },
  };
}

/** A desktop as a job; the application itself comes with Open OnDemand. Pure. */
export function renderDesktop(cluster: OnDemandClusterSpec, desktop: OnDemandDesktop): object {
  const { bc_queue, bc_num_hours } = sizes(cluster);
  return { title: `Desktop (${cluster.title})`, cluster: cluster.name, attributes: { desktop, bc_account: null, bc_queue, bc_num_hours } };
}

function hasGpus({ queues }: OnDemandClusterSpec): boolean {
  return queues.some((queue) => queue.gpus !== null);
}

/** What users may ask for, up to the largest queue; the scheduler refuses what a smaller one hasn't. */
function sizes({ queues }: OnDemandClusterSpec): Readonly<Record<string, object>> {
  const most = (value: (queue: (typeof queues)[number]) => number): number => Math.max(1, ...queues.map(value));
  const number = (label: string, value: number, min: number, max: number): object => ({
    widget: 'number_field',
    label,
    value: Math.min(value, max),
    min,
    max,
    step: 1,
  });
  return {
    bc_queue: {
      widget: 'select',
      label: 'Queue',
      options: queues.map((queue) => [`${queue.name} (up to ${Math.floor(queue.limitSeconds / 3600)} h)`, queue.name]),
    },
    bc_num_hours: number('Hours', 1, 1, Math.floor(most((queue) => queue.limitSeconds / 3600))),
    cores: number(
      'Cores',
      1,
      1,
      most((queue) => queue.coresPerNode),
    ),
    memory: number('Memory (GiB)', 4, 1, Math.floor(most((queue) => queue.memoryMebibytesPerNode / 1024))),
    gpus: number(
      'GPUs',
      0,
      0,
      most((queue) => queue.gpus?.count ?? 0),
    ),
  };
}
