import { Construct } from 'constructs';
import { Blueprint } from '../../core/blueprint';
import { Check } from '../../core/check';
import { kebab } from '../../core/names';
import { Place } from '../../core/place';
import type { Size } from '../../core/size';
import { Mount, type MountOptions } from './mount';
import type { MountRole } from './mount-spec';
import type { IShareHost } from './share-host';
import type { ShareEndpoint, ShareProtocol, ShareSpec } from './share-spec';

/** Props of Share. */
export interface ShareProps {
  /** The cloud that makes it. */
  readonly platform: IShareHost;
  /** What users need it for; decides who may write. */
  readonly role: MountRole;
  readonly size: Size;
  /**
   * How it is mounted. The cloud needs a back end for it. The key of a `cephfs` share is in Terraform's state whatever one
   * does, so the site needs a state that is encrypted and locked, or has to say `acceptSecretsInState` (docs/state.md). A
   * change makes another share: the data go.
   *
   * @default 'nfs'
   */
  readonly protocol?: ShareProtocol;
  /**
   * Type of the cloud.
   *
   * @default - the cloud's own choice
   */
  readonly type?: string;
  /**
   * Whether clients may only read.
   *
   * @default - NFS: false. CephFS: what the role says of its mount, true for raw and software
   */
  readonly readOnly?: boolean;
  /**
   * IPv4 networks that may mount it: for NFS only.
   *
   * @default - the machines of the site
   */
  readonly clients?: readonly string[];
  /**
   * cephx user that the cloud makes a key for, without `client.`: for CephFS only. A Ceph cluster has one set of users for all
   * projects of a cloud, and Manila refuses one of another project.
   *
   * @default - site-<site>-<share>
   */
  readonly user?: string;
  /**
   * Options of its mount beside those that kind and role bring: `fs=data` where the cloud's Ceph cluster has several file
   * systems and shares don't lie on the default one.
   *
   * @default - none
   */
  readonly mountOptions?: readonly string[];
  /**
   * Whether `destroy` removes the data. Takes effect only if the site says `removeDataOnDestroy` too.
   *
   * @default false
   */
  readonly removeOnDestroy?: boolean;
}

const GIBIBYTE = 1024 ** 3;
const PROTOCOLS: readonly ShareProtocol[] = ['nfs', 'cephfs'];

/** Manila takes no period, so that nobody writes `client.daas`; a comma or blank would end the mount option `name=`. */
const CEPHX_USER = /^(?!admin$)[A-Za-z0-9_-]+$/;

/** A file share that a cloud makes (OpenStack: Manila, NFS or CephFS), for mounts of the site. */
export class Share extends Construct {
  /** The share as a mount. */
  public readonly mount: Mount;
  /** Plain data, as recorded. */
  public readonly spec: ShareSpec;

  constructor(scope: Construct, id: string, props: ShareProps) {
    super(scope, id);
    const check = new Check(this, 'Share', Place.here());
    const { protocol = 'nfs', role } = props;
    this.spec = {
      name: kebab(id),
      role,
      protocol,
      sizeGibibytes: Math.ceil(props.size.toBytes() / GIBIBYTE),
      type: props.type ?? null,
      readOnly: props.readOnly ?? (protocol === 'cephfs' && Mount.isReadOnly(role)),
      clients: props.clients ?? null,
      user: props.user ?? null,
      mountOptions: props.mountOptions ?? [],
      removeOnDestroy: props.removeOnDestroy ?? false,
    };
    this.validate(check);
    const endpoint = props.platform.bindShare(this, this.spec);
    const { name, mountOptions: options } = this.spec;
    this.mount = mountOf(endpoint, { role, name, options, ...(props.readOnly !== undefined && { readOnly: props.readOnly }) });
    Blueprint.of(this).record(this, 'share', () => this.spec);
  }

  private validate(check: Check): void {
    const { protocol, clients, user } = this.spec;
    check.wholeNumber('size', this.spec.sizeGibibytes, 1);
    check.oneOf('ProtocolUnknown', 'protocol', protocol, PROTOCOLS, 'protocol');
    if (protocol === 'cephfs' && clients !== null) {
      check.report('ClientsCephfs', 'clients', 'CephFS lets in who has the key of its user, not networks');
    }
    if (protocol === 'nfs' && user !== null) {
      check.report('UserNfs', 'user', 'NFS lets in networks (clients), not cephx users');
    }
    if (user !== null && !CEPHX_USER.test(user)) {
      check.report('UserInvalid', 'user', `must be letters, digits, '-' and '_', without 'client.', and not admin; got '${user}'`);
    }
  }
}

/** The share goes with its data, or stays: nothing is removed by those who mount it. */
function mountOf(endpoint: ShareEndpoint, options: MountOptions): Mount {
  return endpoint.protocol === 'nfs' ? Mount.nfs({ ...options, ...endpoint }) : Mount.cephfs({ ...options, ...endpoint });
}
