import type { EnvironmentSpec } from '../../constructs/catalogue/environment-spec';

/** How a host is asked whether it has an environment. Plain data. */
export interface EnvironmentCheck {
  readonly name: string;
  /** `the module pyfai/2025.12`. */
  readonly what: string;
  /** For a login shell, which knows the command module. Fails unless a kernel could start. */
  readonly command: string;
}

const KERNEL = "-c 'import ipykernel'";

/** Null for what isn't there already: what the kit installs, and images of a registry, which hosts don't run. Pure. */
export function renderEnvironmentCheck({ name, source }: EnvironmentSpec): EnvironmentCheck | null {
  switch (source.kind) {
    case 'conda':
      return { name, what: `the prefix ${source.prefix}`, command: `${quote(`${source.prefix}/bin/python`)} ${KERNEL}` };
    case 'cvmfs':
      return { name, what: `the prefix ${source.path}`, command: `${quote(`${source.path}/bin/python`)} ${KERNEL}` };
    case 'module':
      return { name, what: `the module ${source.module}`, command: `module load ${quote(source.module)} && python ${KERNEL}` };
    case 'apptainer':
      return { name, what: `the image ${source.image}`, command: `apptainer exec ${quote(source.image)} python ${KERNEL}` };
    case 'venv':
    case 'image':
      return null;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
