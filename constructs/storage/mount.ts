import type { Check } from '../../core/check';
import { Place } from '../../core/place';
import type { Secret } from '../../core/secret';
import type { Size } from '../../core/size';
import type { MountRole, MountSource, MountSpec } from './mount-spec';

const DEFAULTS: Record<MountRole, Pick<MountSpec, 'mountPath' | 'readOnly' | 'perProposal'>> = {
  home: { mountPath: '/home/{user}', readOnly: false, perProposal: false },
  raw: { mountPath: '/data/raw', readOnly: true, perProposal: true },
  results: { mountPath: '/data/results', readOnly: false, perProposal: true },
  software: { mountPath: '/software', readOnly: true, perProposal: false },
};

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
}

/** A file system that users' sessions see. */
export class Mount {
  /** NFS export. `version` is '4.2' unless the server is older. */
  public static nfs(options: MountOptions & { readonly server: string; readonly path: string; readonly version?: string }): Mount {
    return new Mount(options, { kind: 'nfs', server: options.server, path: options.path, version: options.version ?? '4.2' });
  }

  /** IBM Storage Scale; nodes have its client. `source` is the file system's device name. */
  public static gpfs(options: MountOptions & { readonly source: string; readonly path: string }): Mount {
    return new Mount(options, { kind: 'gpfs', filesystem: options.source, path: options.path });
  }

  /** Lustre; `server` is the MGS, such as `10.0.0.1@tcp`. */
  public static lustre(options: MountOptions & { readonly server: string; readonly filesystem: string; readonly path: string }): Mount {
    return new Mount(options, { kind: 'lustre', server: options.server, filesystem: options.filesystem, path: options.path });
  }

  /** CephFS with a cephx user. */
  public static cephfs(
    options: MountOptions & { readonly monitors: readonly string[]; readonly path: string; readonly user: string; readonly secret: Secret },
  ): Mount {
    const { monitors, path, user } = options;
    return new Mount(options, { kind: 'cephfs', monitors, path, user, secret: options.secret.reference });
  }

  /** BeeGFS; `server` is the management daemon. */
  public static beegfs(options: MountOptions & { readonly server: string; readonly path: string }): Mount {
    return new Mount(options, { kind: 'beegfs', server: options.server, path: options.path });
  }

  /** CVMFS repository: `software.eessi.io`. */
  public static cvmfs(options: MountOptions & { readonly repository: string }): Mount {
    return new Mount(options, { kind: 'cvmfs', repository: options.repository });
  }

  /** SMB share; the secret is a credentials file's content. */
  public static smb(options: MountOptions & { readonly server: string; readonly share: string; readonly secret: Secret }): Mount {
    const { server, share } = options;
    return new Mount(options, { kind: 'smb', server, share, secret: options.secret.reference });
  }

  /** A folder of the machine itself. */
  public static local(options: MountOptions & { readonly path: string }): Mount {
    return new Mount(options, { kind: 'local', path: options.path });
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
    };
  }

  /** For the check that names differ. */
  public get name(): string {
    return this.spec.name;
  }

  /** Reports what can't work. Called by the constructs that show the mount to users. */
  public validate(check: Check, prop: string): void {
    const { name, role, source, mountPath, readOnly, perProposal } = this.spec;
    check.name(`${prop}.name`, name, this.place);
    check.oneOf('MountRoleUnknown', `${prop}.role`, role, Object.keys(DEFAULTS), 'role', this.place);
    check.absolutePath(`${prop}.mountPath`, mountPath, this.place);
    if ('path' in source) {
      check.absolutePath(`${prop}.path`, source.path, this.place);
    }
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
