import type { EnvironmentSpec } from '../../constructs/catalogue/environment-spec';

/** An environment as jupyterhub_daas makes a kernel of it. Pure. */
export function renderKernelSource({ name, title, source }: EnvironmentSpec, folder: string): object {
  switch (source.kind) {
    case 'conda':
      return { name, title, prefix: source.prefix };
    case 'cvmfs':
      return { name, title, prefix: source.path };
    case 'module':
      return { name, title, module: source.module };
    case 'apptainer':
      return { name, title, image: source.image };
    case 'venv':
    // Refused where it is bound: hosts run no container images of a registry.
    case 'image':
      return { name, title, prefix: `${folder}/${name}` };
  }
}
