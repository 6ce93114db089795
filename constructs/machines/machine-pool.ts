import { Construct, type IDependable } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import type { Size } from '../../core/size';
import type { Exposure } from './exposure';
import type { IMachineHost } from './machine-host';
import type { Machine, MachinePoolSpec } from './machine-spec';

/** Props of MachinePool. */
export interface MachinePoolProps {
  /** The cloud that makes the machines. */
  readonly platform: IMachineHost;
  /** How many. */
  readonly count: number;
  /** At least so many cores each. */
  readonly cores: number;
  /** At least so much memory each. */
  readonly memory: Size;
  /**
   * GPUs of each.
   *
   * @default - none
   */
  readonly gpu?: { readonly model: string; readonly count: number };
  /**
   * Groups of the hosts that they are to whatever configures them, such as `hub` and `compute`; the port matrix knows
   * them by these too.
   *
   * @default - one, named like the pool
   */
  readonly groups?: readonly string[];
  /**
   * Services that run here, by their names in the port matrix: a hub `Notebooks` is `notebooks`.
   *
   * @default - none
   */
  readonly services?: readonly string[];
  /**
   * Addresses kept for the pool. A pool that grows beyond it would move the addresses of all pools after it.
   *
   * @default 16
   */
  readonly room?: number;
  /**
   * Image, by its name in the cloud. A machine that runs never changes its image by itself: see `rollout`.
   *
   * @default - the platform's
   */
  readonly image?: string;
  /**
   * The next image, and how many machines have it already. Raise the number deployment by deployment: each machine is
   * made anew with the address and the volume that it had. When all have it, make it the `image`.
   *
   * @default - nothing is rolled out
   */
  readonly rollout?: { readonly image: string; readonly machines: number };
  /**
   * A disk for each machine that outlives it.
   *
   * @default - none
   */
  readonly volume?: MachinePoolVolume;
  /**
   * How users reach the machines.
   *
   * @default - not at all
   */
  readonly exposure?: Exposure;
}

/** A disk that outlives its machine. */
export interface MachinePoolVolume {
  readonly size: Size;
  /**
   * Type of the cloud: `ssd`.
   *
   * @default - the cloud's
   */
  readonly type?: string;
  /**
   * Whether `destroy` removes the data. Takes effect only if the site says `removeDataOnDestroy` too.
   *
   * @default false
   */
  readonly removeOnDestroy?: boolean;
}

const GIBIBYTE = 1024 ** 3;

/** Machines of one kind in a cloud, for a platform that configures them. */
export class MachinePool extends Construct {
  /** Names and addresses, for the platform that configures them. */
  public readonly machines: readonly Machine[];
  /** What has to be there before something connects to the machines. */
  public readonly ready: readonly IDependable[];
  /** Plain data, as recorded. */
  public readonly spec: MachinePoolSpec;

  constructor(scope: Construct, id: string, props: MachinePoolProps) {
    super(scope, id);
    const check = new Check(this, 'Machines', Place.here());
    const name = kebab(id);
    const { volume, gpu } = props;
    this.spec = {
      name,
      count: props.count,
      room: props.room ?? 16,
      cores: props.cores,
      memoryMebibytes: props.memory.toMebibytes(),
      gpu: gpu ?? null,
      groups: props.groups ?? [name.replaceAll('-', '_')],
      services: props.services ?? [],
      image: props.image ?? null,
      rollout: props.rollout ?? null,
      volume:
        volume === undefined
          ? null
          : {
              sizeGibibytes: Math.ceil(volume.size.toBytes() / GIBIBYTE),
              type: volume.type ?? null,
              removeOnDestroy: volume.removeOnDestroy ?? false,
            },
      exposure: props.exposure?.spec ?? null,
    };
    this.validate(check);
    const { machines, ready } = props.platform.bindMachines(this, this.spec);
    this.machines = machines;
    this.ready = ready;
    Blueprint.of(this).record(this, 'machines', () => this.spec);
  }

  private validate(check: Check): void {
    const { count, room, cores, rollout, exposure, gpu } = this.spec;
    check.wholeNumber('count', count, 0);
    check.wholeNumber('cores', cores, 1);
    if (gpu !== null) {
      check.wholeNumber('gpu.count', gpu.count, 1);
    }
    if (count > room) {
      check.report('Room', 'room', `${count} machines don't fit into the ${room} addresses that are kept for the pool`);
    }
    if (rollout !== null && (rollout.machines < 0 || rollout.machines > count)) {
      check.report('Rollout', 'rollout.machines', `must be a number from 0 to ${count}, got '${rollout.machines}'`);
    }
    if (exposure !== null) {
      check.name('exposure.dnsName', exposure.dnsName);
      if (exposure.kind === 'address' && count !== 1) {
        check.report('ExposureAddress', 'exposure', `a public address leads to one machine, but there are ${count}; use a load balancer`);
      }
    }
  }
}
