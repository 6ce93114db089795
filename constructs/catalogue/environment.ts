import { Place } from '../../core/place';
import type { EnvironmentSource, EnvironmentSpec } from './environment-spec';

/** What every environment has. */
export interface EnvironmentOptions {
  /** Name of the kernel. */
  readonly name: string;
  /** Shown in JupyterLab's launcher. */
  readonly title: string;
}

/** An analysis environment that notebooks run in. */
export class Environment {
  /** A Python environment that the platform installs from a hash-locked requirements file of the kit or the site. */
  public static venv(options: EnvironmentOptions & { readonly requirements: string }): Environment {
    return new Environment(options, { kind: 'venv', requirements: options.requirements });
  }

  /** A conda environment that is there already. */
  public static conda(options: EnvironmentOptions & { readonly prefix: string }): Environment {
    return new Environment(options, { kind: 'conda', prefix: options.prefix });
  }

  /** An environment module (Lmod, Environment Modules): `pyfai/2025.12`. */
  public static module(options: EnvironmentOptions & { readonly module: string }): Environment {
    return new Environment(options, { kind: 'module', module: options.module });
  }

  /** A prefix on CVMFS. */
  public static cvmfs(options: EnvironmentOptions & { readonly path: string }): Environment {
    return new Environment(options, { kind: 'cvmfs', path: options.path });
  }

  /** An Apptainer image file. */
  public static apptainer(options: EnvironmentOptions & { readonly image: string }): Environment {
    return new Environment(options, { kind: 'apptainer', image: options.image });
  }

  /** A container image with a version, never `latest`: yesterday's result must be had again tomorrow. */
  public static image(options: EnvironmentOptions & { readonly image: string }): Environment {
    return new Environment(options, { kind: 'image', image: options.image });
  }

  /** Plain data, as recorded. */
  public readonly spec: EnvironmentSpec;
  /** Where the site made it. */
  public readonly place = Place.here();

  private constructor(options: EnvironmentOptions, source: EnvironmentSource) {
    this.spec = { name: options.name, title: options.title, source };
  }
}
