import type { EnvironmentSpec } from '../../../constructs/catalogue/environment-spec';

/** Files that make environments on shared file systems kernels of every notebook image. */
export function renderKernels(environments: readonly EnvironmentSpec[]): Readonly<Record<string, object>> {
  return Object.fromEntries(
    environments.flatMap((environment) => {
      const prefix = prefixOf(environment);
      return prefix === null ? [] : [[`kernel-${environment.name}`, file(environment, prefix)]];
    }),
  );
}

/** Where an environment's programs are; null for an image, which is a choice of its own. */
export function prefixOf({ source }: EnvironmentSpec): string | null {
  return source.kind === 'conda' ? source.prefix : source.kind === 'cvmfs' ? source.path : null;
}

function file({ name, title }: EnvironmentSpec, prefix: string): object {
  return {
    mountPath: `/usr/local/share/jupyter/kernels/${name}/kernel.json`,
    data: {
      argv: [`${prefix}/bin/python`, '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
      display_name: title,
      language: 'python',
      env: { PATH: `${prefix}/bin:/usr/local/bin:/usr/bin:/bin` },
    },
  };
}
