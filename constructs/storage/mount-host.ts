import type { IConstruct } from 'constructs';
import type { MountSpec } from './mount-spec';

/** A mount that a platform has realised. */
export interface BoundMount {
  /** What has to be there before the mount can be used. */
  readonly ready: IConstruct;
  /** Folder on the platform's machines that holds the data. */
  readonly hostPath: string;
}

/** A platform that can give users' sessions access to a file system. */
export interface IMountHost {
  /** Called by constructs that show the mount to users; more than once for the same mount. */
  bindMount(mount: MountSpec): BoundMount;
}
