import { ComputeFlavorAccessV2 } from '@cdktf/provider-openstack/lib/compute-flavor-access-v2';
import { ComputeFlavorV2 } from '@cdktf/provider-openstack/lib/compute-flavor-v2';
import { DataOpenstackComputeFlavorV2 } from '@cdktf/provider-openstack/lib/data-openstack-compute-flavor-v2';
import { Construct, type IConstruct } from 'constructs';
import type { Cloud } from './cloud';
import { fitFlavor, type MachineNeed } from './flavor-fit';
import type { FlavorSpec } from './flavor';

/** A flavour that something uses. */
export interface UsedFlavor {
  readonly spec: FlavorSpec;
  /** Known at apply. */
  readonly id: string;
  /** What has to be there before a machine can have it. */
  readonly ready: IConstruct;
}

/** Flavours that the site names, each made or looked up when something first asks for it. */
export class Flavors extends Construct {
  private readonly specs: readonly FlavorSpec[];

  constructor(
    private readonly cloud: Cloud,
    id: string,
  ) {
    super(cloud, id);
    this.specs = cloud.options.flavors.map((f) => f.spec);
    const managed = this.specs.find((f) => f.managed);
    if (managed !== undefined && cloud.admin === undefined) {
      const message = `flavour '${managed.name}' is to be made, which takes an administrator: name its entry of clouds.yaml`;
      cloud.check.report('NoAdmin', 'adminCloud', message);
    }
    cloud.check.unique('flavors', this.specs);
  }

  /** The smallest flavour for a machine; reports when there is none. */
  public fit(need: MachineNeed): UsedFlavor | undefined {
    const spec = fitFlavor(this.specs, need);
    if (spec === undefined) {
      const gpu = need.gpu === null ? 'no GPU' : `${need.gpu.count} ${need.gpu.model}`;
      const message = `no flavour has ${need.cores} cores, ${need.memoryMebibytes} MiB and ${gpu}`;
      this.cloud.check.report('NoFlavor', 'flavors', message, { allowed: this.specs.map(sizes) });
      return undefined;
    }
    return this.use(spec);
  }

  /** All flavours with one of the GPU models, and those without GPU. */
  public offered(models: readonly string[]): readonly UsedFlavor[] {
    return this.specs.filter((f) => f.gpu === null || models.includes(f.gpu.model)).map((f) => this.use(f));
  }

  /** Flavours with GPUs of the model. */
  public ofModel(model: string): readonly UsedFlavor[] {
    return this.specs.filter((f) => f.gpu?.model === model).map((f) => this.use(f));
  }

  private use(spec: FlavorSpec): UsedFlavor {
    const { cloud } = this;
    if (!spec.managed) {
      const found = cloud.once(`Flavor-${spec.name}`, () => new DataOpenstackComputeFlavorV2(this, spec.name, { name: spec.name }));
      return { spec, id: found.id, ready: found };
    }
    const made = cloud.once(`Flavor-${spec.name}`, () => this.make(spec));
    const access = cloud.once(`Access-${spec.name}`, () => {
      const project = { flavorId: made.id, tenantId: cloud.scope.projectId };
      return new ComputeFlavorAccessV2(this, `${spec.name}-access`, { ...project, ...this.administered });
    });
    return { spec, id: made.id, ready: access };
  }

  private make(spec: FlavorSpec): ComputeFlavorV2 {
    return new ComputeFlavorV2(this, spec.name, {
      ...this.administered,
      name: spec.name,
      description: this.cloud.description,
      vcpus: spec.cores,
      ram: spec.memoryMebibytes,
      disk: spec.diskGibibytes,
      isPublic: false,
      extraSpecs: { ...spec.extraSpecs },
    });
  }

  private get administered(): object {
    return this.cloud.admin === undefined ? {} : { provider: this.cloud.admin };
  }
}

function sizes(f: FlavorSpec): string {
  const gpu = f.gpu === null ? '' : `, ${f.gpu.count} ${f.gpu.model}`;
  return `${f.name} (${f.cores} cores, ${f.memoryMebibytes} MiB${gpu})`;
}
