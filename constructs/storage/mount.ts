import type { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { Secret } from '../../core/secret';
import type { Size } from '../../core/size';
import type { StateSecret } from '../../core/state-secret';
import type { MountRole, MountSource, MountSpec } from './mount-spec';

const DEFAULTS: Record<MountRole, Pick<MountSpec, 'mountPath' | 'readOnly' | 'perProposal'>> = {
  home: { mountPath: '/home/{user}', readOnly: false, perProposal: false },
  raw: { mountPath: '/data/raw', readOnly: true, perProposal: true },
  results: { mountPath: '/data/results', readOnly: false, perProposal: true },
  software: { mountPath: '/software', readOnly: true, perProposal: false },
};

/** One option: a comma or blank would smuggle in another. */
const OPTION = /^(?!r[ow]$)[A-Za-z][\w.:/@+-]*(=[\w.:/@+-]+)?$/;

/** What all mounts have. */
export interface MountOptions {
  /** What users need it for; decides who may write. */
  readonly role: MountRole;
  /**
   * Unique in the site.
   *
   * @default - the role
   */
  readonly name?: string;
  /**
   * Where users see it; `{user}` stands for the user's name.
   *
   * @default - by role: /home/{user}, /data/raw, /data/results, /software
   */
  readonly mountPath?: string;
  /**
   * Whether nobody can write. Raw data are always read-only: what a beamline measured can't be measured again, and a
   * notebook that cleans up the wrong folder has happened.
   *
   * @default - true for raw and software
   */
  readonly readOnly?: boolean;
  /**
   * Whether there is one folder a proposal, of which users see their own only.
   *
   * @default - true for raw and results
   */
  readonly perProposal?: boolean;
  /**
   * Limit a user.
   *
   * @default - none of the kit's
   */
  readonly quota?: Size;
  /**
   * Whether `destroy` removes the data. Takes effect only if the site says `removeDataOnDestroy` too.
   *
   * @default false
   */
  readonly removeOnDestroy?: boolean;
  /**
   * Whether the machines have it mounted already, by the facility's own means: then it is only checked, and neither
   * mounted nor unmounted. What is found mounted without being the kit's is treated so in any case.
   *
   * @default false
   */
  readonly existing?: boolean;
  /**
   * Mount options beside those that the kind and the role bring, such as `sec=krb5p`. Whether it can be written is
   * said by `readOnly`.
   *
   * @default - none
   */
  readonly options?: readonly string[];
  /**
   * Account that the root of the file system has to belong to: whoever owns it can put a folder of his in the place of
   * somebody else's. `nobody` is what NFS shows when the id mapping doesn't work.
   *
   * @default 'root'
   */
  readonly owner?: string;
}

/** A file system that users' sessions see. */
export class Mount {
  /** NFS export. `version` is '4.2' unless the server is older. */
  public static nfs(options: MountOptions & { readonly server: string; readonly path: string; readonly version?: string }): Mount {
    return new Mount(options, { kind: 'nfs', server: options.server, path: options.path, version: options.version ?? '4.2' });
  }

  /**
   * IBM Storage Scale (GPFS). Its client is the facility's: a node belongs to the file system's cluster before the kit
   * comes. `source` is the device name, `path` the folder on the nodes.
   */
  public static gpfs(options: MountOptions & { readonly source: string; readonly path: string }): Mount {
    return new Mount(options, { kind: 'gpfs', filesystem: options.source, path: options.path });
  }

  /** Lustre; `server` is the MGS, such as `10.0.0.1@tcp`. */
  public static lustre(options: MountOptions & { readonly server: string; readonly filesystem: string; readonly path: string }): Mount {
    return new Mount(options, { kind: 'lustre', server: options.server, filesystem: options.filesystem, path: options.path });
  }

  /**
   * CephFS with a cephx user (`daas`, without `client.`); `secret` is that user's key, `monitors` are hosts, with a port where
   * it isn't the usual one. A share that a cloud makes brings all of this itself: `share.mount`.
   */
  public static cephfs(
    options: MountOptions & {
      readonly monitors: readonly string[];
      readonly path: string;
      readonly user: string;
      readonly secret: Secret | StateSecret;
    },
  ): Mount {
    const { monitors, path, user, secret } = options;
    return new Mount(options, { kind: 'cephfs', monitors, path, user, secret: 'reference' in secret ? secret.reference : secret });
  }

  /**
   * BeeGFS; `server` is the management daemon. Nodes have `/etc/beegfs/conn.auth`. `clientPort` (UDP, 8004 unless given)
   * has to differ between the BeeGFS mounts of a machine.
   */
  public static beegfs(options: MountOptions & { readonly server: string; readonly path: string; readonly clientPort?: number }): Mount {
    const { server, path, clientPort = 8004 } = options;
    return new Mount(options, { kind: 'beegfs', server, path, clientPort });
  }

  /**
   * CVMFS repository: `software.eessi.io`. Seen below /cvmfs, because that path is built into its programs. `proxy` is
   * the facility's Squid (`http://squid.facility.example:3128`); without one, every node asks the servers of the world.
   */
  public static cvmfs(options: MountOptions & { readonly repository: string; readonly proxy?: string }): Mount {
    const { repository, proxy = 'DIRECT' } = options;
    return new Mount({ mountPath: `/cvmfs/${repository}`, ...options }, { kind: 'cvmfs', repository, proxy });
  }

  /**
   * SMB share; the secret is the password of `user` (`FACILITY\daas` with its domain). All users then have that user's
   * rights; `options: ['sec=krb5', 'multiuser']` gives everybody his own, where the facility has Kerberos.
   */
  public static smb(
    options: MountOptions & { readonly server: string; readonly share: string; readonly user: string; readonly secret: Secret },
  ): Mount {
    const { server, share, user } = options;
    return new Mount(options, { kind: 'smb', server, share, user, secret: options.secret.reference });
  }

  /** GlusterFS volume, or a folder of it; the first of `servers` is asked first. */
  public static glusterfs(
    options: MountOptions & { readonly servers: readonly string[]; readonly volume: string; readonly path?: string },
  ): Mount {
    const { servers, volume, path = '/' } = options;
    return new Mount(options, { kind: 'glusterfs', servers, volume, path });
  }

  /**
   * Folder of a host that has nothing but SSH, as one user of that host. `identityFile` is the key on the machines that
   * mount; the host's key has to be known there. For small sites and trials: all users share that user's rights.
   */
  public static sshfs(
    options: MountOptions & { readonly server: string; readonly path: string; readonly user: string; readonly identityFile: string },
  ): Mount {
    const { server, path, user, identityFile } = options;
    return new Mount(options, { kind: 'sshfs', server, path, user, identityFile });
  }

  /** A folder of the machine itself. */
  public static local(options: MountOptions & { readonly path: string }): Mount {
    return new Mount(options, { kind: 'local', path: options.path });
  }

  /** Whether a mount of the role is read-only unless the site says otherwise. */
  public static isReadOnly(role: MountRole): boolean {
    return (DEFAULTS[role] ?? DEFAULTS.results).readOnly;
  }

  /** Plain data, as recorded. */
  public readonly spec: MountSpec;
  /** Where the site made it. */
  public readonly place = Place.here();

  private constructor(options: MountOptions, source: MountSource) {
    const defaults = DEFAULTS[options.role] ?? DEFAULTS.results;
    this.spec = {
      name: options.name ?? options.role,
      role: options.role,
      source,
      mountPath: options.mountPath ?? defaults.mountPath,
      readOnly: options.readOnly ?? defaults.readOnly,
      perProposal: options.perProposal ?? defaults.perProposal,
      quotaBytes: options.quota?.toBytes() ?? null,
      removeOnDestroy: options.removeOnDestroy ?? false,
      existing: options.existing ?? false,
      options: options.options ?? [],
      owner: options.owner ?? 'root',
    };
  }

  /** For the check that names differ. */
  public get name(): string {
    return this.spec.name;
  }

  /** Reports what can't work. Called by the constructs that show the mount to users. */
  public validate(check: Check, prop: string): void {
    const { name, role, source, mountPath, readOnly, perProposal, options } = this.spec;
    check.name(`${prop}.name`, name, this.place);
    check.oneOf('MountRoleUnknown', `${prop}.role`, role, Object.keys(DEFAULTS), 'role', this.place);
    check.absolutePath(`${prop}.mountPath`, mountPath, this.place);
    if ('path' in source) {
      check.absolutePath(`${prop}.path`, source.path, this.place);
    }
    options.forEach((option, i) => {
      if (!OPTION.test(option)) {
        const message = `must be one mount option such as 'sec=krb5p', and not ro or rw, which the role decides; got '${option}'`;
        check.report('MountOptionInvalid', `${prop}.options[${i}]`, message, { place: this.place });
      }
    });
    if (role === 'raw' && !readOnly) {
      check.report('MountRawWritable', `${prop}.readOnly`, 'raw data must stay read-only; results go to a mount of role results', {
        place: this.place,
      });
    }
    if (role === 'home' && perProposal) {
      check.report('MountHomePerProposal', `${prop}.perProposal`, 'a home belongs to a user, not to a proposal', { place: this.place });
    }
    if (role === 'home' && !mountPath.includes('{user}')) {
      check.report('MountHomeShared', `${prop}.mountPath`, `must contain {user}, or users share one home, got '${mountPath}'`, {
        place: this.place,
      });
    }
  }
}
