import type { Size } from '../../core/size';
import type { GpuDevice, GpuDeviceSpec } from './gpu-device';

/** Sizes of a flavour. */
export interface FlavorOptions {
  readonly cores: number;
  readonly memory: Size;
}

/** A flavour as plain data. */
export interface FlavorSpec {
  readonly name: string;
  /** Whether the kit makes it; else the cloud has it. */
  readonly managed: boolean;
  readonly cores: number;
  readonly memoryMebibytes: number;
  /** Local disk, GiB; 0 for a flavour of the cloud, whose disk the kit needn't know. */
  readonly diskGibibytes: number;
  /** Null without GPU. */
  readonly gpu: GpuDeviceSpec | null;
  readonly extraSpecs: Readonly<Record<string, string>>;
}

/** A size of machines in the cloud. */
export class Flavor {
  /** One that the cloud has, with what it is known to offer: the kit chooses flavours by need. */
  public static existing(
    name: string,
    options: FlavorOptions & { readonly gpu?: { readonly model: string; readonly count: number } },
  ): Flavor {
    const gpu = options.gpu === undefined ? null : { ...options.gpu, sharing: null, extraSpecs: {} };
    return new Flavor({ ...sizes(options), name, managed: false, diskGibibytes: 0, gpu, extraSpecs: {} });
  }

  /**
   * One that the kit makes for the project alone. That takes an administrator of the cloud (`adminCloud`).
   *
   * `extraSpecs` are Nova's, for what a GPU doesn't bring: `{ 'hw:cpu_policy': 'dedicated' }`.
   */
  public static managed(
    name: string,
    options: FlavorOptions & { readonly disk: Size; readonly gpu?: GpuDevice; readonly extraSpecs?: Readonly<Record<string, string>> },
  ): Flavor {
    const gpu = options.gpu?.spec ?? null;
    return new Flavor({
      ...sizes(options),
      name,
      managed: true,
      diskGibibytes: Math.ceil(options.disk.toMebibytes() / 1024),
      gpu,
      extraSpecs: { ...gpu?.extraSpecs, ...options.extraSpecs },
    });
  }

  private constructor(
    /** Plain data. */
    public readonly spec: FlavorSpec,
  ) {}
}

function sizes(options: FlavorOptions): Pick<FlavorSpec, 'cores' | 'memoryMebibytes'> {
  return { cores: options.cores, memoryMebibytes: options.memory.toMebibytes() };
}
