import * as fs from 'fs';
import * as path from 'path';
import type { Check } from '../../core/check';
import { KIT_ROOT } from '../../core/kit';
import { MODULE_NAME } from '../../core/names';
import { Place } from '../../core/place';
import type { Environment } from './environment';
import type { SoftwareSpec } from './environment-spec';
import { KNOWN, type KnownSoftware } from './known-software';

/** Options of software that the facility installs itself. */
export interface InstalledOptions extends Pick<SoftwareSpec, 'name' | 'version' | 'useCase' | 'summary' | 'licence' | 'homepage'> {
  /** Where it is. */
  readonly environment: Environment;
  /**
   * Its entry at the PaNdata software catalogue.
   *
   * @default - the catalogue's front page
   */
  readonly catalogueUrl?: string;
}

/** Options of software that the kit knows and the facility has installed. */
export type KnownOptions = Pick<InstalledOptions, 'version' | 'environment'>;

/** What use-cases/<name>/software.json holds. */
interface UseCaseFile extends Pick<SoftwareSpec, 'name' | 'version' | 'useCase' | 'summary' | 'licence' | 'homepage' | 'catalogueUrl'> {
  readonly kernel: { readonly name: string; readonly displayName: string };
  readonly notebook: string;
}

const FRONT_PAGE = 'https://software.pan-data.eu/';
const USE_CASES = 'constructs/catalogue/use-cases';

/** An entry of the software catalogue. */
export class Software {
  /** Azimuthal integration of area detectors: SAXS. With a notebook that checks itself. */
  public static pyFai(): Software {
    return useCase('saxs');
  }

  /** Reconstruction of parallel-beam tomography. With a notebook that checks itself. */
  public static algotom(): Software {
    return useCase('tomography');
  }

  /** Crystallography, with lmfit for the peaks of powder patterns: diffraction. With a notebook that checks itself. */
  public static gemmi(): Software {
    return useCase('diffraction');
  }

  /** A package of the field that the facility has installed: the kit knows everything but where, and in which version. */
  public static known(name: KnownSoftware, options: KnownOptions): Software {
    return Software.installed({ ...KNOWN[name], ...options });
  }

  /** Any software that the facility has installed. */
  public static installed(options: InstalledOptions): Software {
    const { environment, catalogueUrl, ...rest } = options;
    const spec = { ...rest, catalogueUrl: catalogueUrl ?? FRONT_PAGE, environment: environment.spec, example: null };
    return new Software(spec, Place.here());
  }

  /** Called by the factories. */
  constructor(
    /** Plain data, as recorded. */
    public readonly spec: SoftwareSpec,
    /** Where the site made it. */
    public readonly place: Place,
  ) {}

  /** For the check that names differ. */
  public get name(): string {
    return this.spec.name;
  }

  /** Reports what can't work. Called by SoftwareCatalogue. */
  public validate(check: Check, prop: string): void {
    check.name(`${prop}.environment.name`, this.spec.environment.name, this.place);
    check.url(`${prop}.homepage`, this.spec.homepage, this.place);
    const { source } = this.spec.environment;
    if (source.kind === 'image' && !/@sha256:[0-9a-f]{64}$|:(?!latest$)[\w.-]+$/.test(source.image)) {
      check.report('ImageNotPinned', `${prop}.environment.image`, `must name a version or digest, got '${source.image}'`, {
        place: this.place,
      });
    }
    if (source.kind === 'conda') {
      check.absolutePath(`${prop}.environment.prefix`, source.prefix, this.place);
    } else if (source.kind === 'cvmfs') {
      check.absolutePath(`${prop}.environment.path`, source.path, this.place);
    } else if (source.kind === 'apptainer') {
      check.absolutePath(`${prop}.environment.image`, source.image, this.place);
    } else if (source.kind === 'module' && !MODULE_NAME.test(source.module)) {
      const message = `must be the name of a module such as 'pyfai/2025.12', got '${source.module}'`;
      check.report('ModuleName', `${prop}.environment.module`, message, { place: this.place });
    }
    if (source.kind === 'venv' && !fs.existsSync(path.join(KIT_ROOT, source.requirements))) {
      check.report('RequirementsMissing', `${prop}.environment.requirements`, `file '${source.requirements}' does not exist`, {
        place: this.place,
      });
    }
  }
}

const files = new Map<string, UseCaseFile>();

/** Read once: many sites offer the same packages. */
function readUseCase(folder: string): UseCaseFile {
  const file = files.get(folder) ?? (JSON.parse(fs.readFileSync(path.join(KIT_ROOT, folder, 'software.json'), 'utf8')) as UseCaseFile);
  files.set(folder, file);
  return file;
}

function useCase(name: string): Software {
  const folder = `${USE_CASES}/${name}`;
  const file = readUseCase(folder);
  const spec: SoftwareSpec = {
    name: file.name,
    version: file.version,
    useCase: file.useCase,
    summary: file.summary,
    licence: file.licence,
    homepage: file.homepage,
    catalogueUrl: file.catalogueUrl,
    environment: {
      name: file.kernel.name,
      title: file.kernel.displayName,
      source: { kind: 'venv', requirements: `${folder}/environment.txt` },
    },
    example: { folder, notebook: file.notebook, generator: 'make_raw_data.py' },
  };
  return new Software(spec, Place.here());
}
