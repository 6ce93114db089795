import type { IConstruct } from 'constructs';
import type { EnvironmentSpec } from './environment-spec';

/** An environment that a platform has made ready. */
export interface BoundEnvironment {
  /** What has to be there before the environment can be used. */
  readonly ready: IConstruct;
}

/** A platform that can bring an analysis environment to its machines. */
export interface IEnvironmentHost {
  /** Called by constructs that use the environment; more than once for the same one. */
  bindEnvironment(environment: EnvironmentSpec): BoundEnvironment;
}
