/** Schedulers of batch clusters. */
export type SchedulerKind = 'slurm' | 'grid-engine' | 'torque';

/** Where a scheduler that the facility runs has its things; null for the system's own. */
export interface SchedulerPlaces {
  /** Host that it runs on. */
  readonly controller: string | null;
  /** Folder of its configuration: Slurm's with slurm.conf, Grid Engine's SGE_ROOT. */
  readonly configuration: string | null;
  /** Grid Engine's cell. */
  readonly cell: string | null;
}

/** By which variables a scheduler's commands find it. Pure. */
export function schedulerEnvironment(scheduler: SchedulerKind, places: SchedulerPlaces | null): Readonly<Record<string, string>> {
  const { configuration = null, cell = null, controller = null } = places ?? {};
  switch (scheduler) {
    case 'slurm':
      return configuration === null ? {} : { SLURM_CONF: `${configuration}/slurm.conf` };
    case 'grid-engine':
      return { SGE_ROOT: configuration ?? '/var/lib/gridengine', SGE_CELL: cell ?? 'default' };
    case 'torque':
      return controller === null ? {} : { PBS_DEFAULT: controller };
  }
}
