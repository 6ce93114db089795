import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import type { Flow } from '../../core/flow';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import type { GpuPool } from '../gpu/gpu-pool';
import type { IDesktopHost } from './desktop-host';
import type { DesktopCompute, DesktopSpec } from './desktop-spec';

/** A service that desktops connect to. */
export interface DesktopConnection {
  /** Its name in the port matrix: `nfs`. */
  readonly to: string;
  readonly port: number;
  /**
   * Transport protocol.
   *
   * @default tcp
   */
  readonly protocol?: 'tcp' | 'udp';
  /** Why, for the firewall team. */
  readonly why: string;
}

/** Props of Desktops. */
export interface DesktopsProps {
  /** The cloud that desktops are made in. */
  readonly platform: IDesktopHost;
  /** Images that users choose from, by their names in the cloud. */
  readonly images: readonly string[];
  /**
   * GPUs that desktops may have.
   *
   * @default - none
   */
  readonly gpus?: readonly GpuPool[];
  /**
   * Raise it to replace the credential that desktops are made with.
   *
   * @default 1
   */
  readonly credentialGeneration?: number;
  /**
   * What desktops connect to beside names, time, software and the cloud's metadata: file servers, the data catalogue.
   *
   * @default - nothing
   */
  readonly connections?: readonly DesktopConnection[];
}

/** What a portal needs to make its users' desktops in a cloud: network, rules, images, flavours, a credential. */
export class Desktops extends Construct {
  /** For the portal. */
  public readonly compute: DesktopCompute;
  /** Plain data, as recorded. */
  public readonly spec: DesktopSpec;

  constructor(scope: Construct, id: string, props: DesktopsProps) {
    super(scope, id);
    const check = new Check(this, 'Desktops', Place.here());
    this.spec = {
      name: kebab(id),
      images: props.images,
      gpuModels: (props.gpus ?? []).map((g) => g.spec.model),
      credentialGeneration: props.credentialGeneration ?? 1,
    };
    check.wholeNumber('credentialGeneration', this.spec.credentialGeneration, 1);
    if (props.images.length === 0) {
      check.report('NoImage', 'images', 'at least one image is needed, or users have nothing to choose');
    }
    this.compute = props.platform.bindDesktops(this, this.spec);
    const flows = (props.connections ?? []).map((c): Flow => ({ protocol: 'tcp', ...c, from: this.spec.name }));
    Blueprint.of(this).record(
      this,
      'desktops',
      () => this.spec,
      () => flows,
    );
  }

  /** What desktops are called in the port matrix. */
  public get service(): string {
    return this.spec.name;
  }
}
