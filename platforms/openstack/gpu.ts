import type { GpuEndpoint, GpuPoolSpec } from '../../constructs/gpu/gpu-spec';
import type { Project } from './project';

/** Flavours with GPUs of the model: for machines, and for desktops. */
export function bindGpuPool(project: Project, spec: GpuPoolSpec): GpuEndpoint {
  const { cloud, flavors } = project;
  const found = flavors.ofModel(spec.model);
  const wanted = spec.sharing.kind === 'whole' ? 'whole' : 'slice';
  const usable = found.filter(({ spec: f }) => f.gpu?.sharing === null || f.gpu?.sharing === wanted);
  if (usable.length === 0) {
    const given = cloud.options.flavors.flatMap(({ spec: f }) =>
      f.gpu === null ? [] : [`${f.gpu.model} (${f.gpu.sharing ?? 'as the cloud says'})`],
    );
    cloud.check.report('NoGpuFlavor', 'flavors', `no flavour has a ${spec.model} as ${wanted}`, { allowed: given });
    return { resource: '' };
  }
  return { resource: usable[0]!.spec.name };
}
