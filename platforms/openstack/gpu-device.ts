/** GPUs of a flavour as plain data. */
export interface GpuDeviceSpec {
  /** NVIDIA's short name: `A16`. */
  readonly model: string;
  readonly count: number;
  /** Whether a GPU is given whole or as a slice; null where the cloud's own flavour doesn't say. */
  readonly sharing: 'whole' | 'slice' | null;
  /** What Nova's scheduler reads. */
  readonly extraSpecs: Readonly<Record<string, string>>;
}

/** How the cloud hands out GPUs of a model. */
export class GpuDevice {
  /**
   * A whole GPU by PCI passthrough. `alias` is the name in Nova's `[pci] alias`
   * (https://docs.openstack.org/nova/latest/admin/pci-passthrough.html).
   */
  public static passthrough(options: { readonly model: string; readonly alias: string; readonly count: number }): GpuDevice {
    const { model, alias, count } = options;
    return new GpuDevice({ model, count, sharing: 'whole', extraSpecs: { 'pci_passthrough:alias': `${alias}:${count}` } });
  }

  /**
   * A slice of a GPU. `trait` tells types apart where a cloud has several: `CUSTOM_NVIDIA_A16_4Q`
   * (https://docs.openstack.org/nova/latest/admin/virtual-gpu.html). Nova gives a machine one slice at most.
   */
  public static virtual(options: { readonly model: string; readonly trait?: string }): GpuDevice {
    const trait = options.trait === undefined ? {} : { [`trait:${options.trait}`]: 'required' };
    return new GpuDevice({ model: options.model, count: 1, sharing: 'slice', extraSpecs: { 'resources:VGPU': '1', ...trait } });
  }

  private constructor(
    /** Plain data. */
    public readonly spec: GpuDeviceSpec,
  ) {}
}
