import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import type { Size } from '../../core/size';
import { Mount } from './mount';
import type { MountRole } from './mount-spec';
import type { IShareHost } from './share-host';
import type { ShareSpec } from './share-spec';

/** Props of Share. */
export interface ShareProps {
  /** The cloud that makes it. */
  readonly platform: IShareHost;
  /** What users need it for; decides who may write. */
  readonly role: MountRole;
  readonly size: Size;
  /**
   * Type of the cloud.
   *
   * @default - the cloud's own choice
   */
  readonly type?: string;
  /**
   * Whether clients may only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * IPv4 networks that may mount it.
   *
   * @default - the machines of the site
   */
  readonly clients?: readonly string[];
  /**
   * Whether `destroy` removes the data. Takes effect only if the site says `removeDataOnDestroy` too.
   *
   * @default false
   */
  readonly removeOnDestroy?: boolean;
}

const GIBIBYTE = 1024 ** 3;

/** A file share that a cloud makes (OpenStack: Manila, NFS), for mounts of the site. */
export class Share extends Construct {
  /** The share as a mount. */
  public readonly mount: Mount;
  /** Plain data, as recorded. */
  public readonly spec: ShareSpec;

  constructor(scope: Construct, id: string, props: ShareProps) {
    super(scope, id);
    const check = new Check(this, 'Share', Place.here());
    this.spec = {
      name: kebab(id),
      role: props.role,
      sizeGibibytes: Math.ceil(props.size.toBytes() / GIBIBYTE),
      type: props.type ?? null,
      readOnly: props.readOnly ?? false,
      clients: props.clients ?? null,
      removeOnDestroy: props.removeOnDestroy ?? false,
    };
    check.wholeNumber('size', this.spec.sizeGibibytes, 1);
    const { server, path } = props.platform.bindShare(this, this.spec);
    const { role, name } = this.spec;
    // The share goes with its data, or stays: nothing is removed by those who mount it.
    this.mount = Mount.nfs({
      role,
      name,
      server,
      path,
      ...(props.readOnly !== undefined && { readOnly: props.readOnly }),
    });
    Blueprint.of(this).record(this, 'share', () => this.spec);
  }
}
