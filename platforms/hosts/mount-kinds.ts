import type { MountSource } from '../../constructs/storage/mount-spec';
import type { SecretReference } from '../../core/secret';
import type { StateSecret } from '../../core/state-secret';

type Kind = MountSource['kind'];
type Source<K extends Kind> = Extract<MountSource, { kind: K }>;

/** A file that a file system's client reads. Plain data. */
export interface ClientFile {
  readonly path: string;
  readonly content: string;
}

/** How one file system is mounted. Plain data. */
export interface FileSystemSpec {
  /** As findmnt shows it: the check after mounting compares. */
  readonly types: readonly string[];
  /** What `mount -t` wants; null where a folder that is there already is shown elsewhere (bind). */
  readonly type: string | null;
  readonly what: string;
  readonly options: readonly string[];
  /** Folder of the file system that is wanted, where its client can only mount the whole; null otherwise. */
  readonly below: string | null;
  /** Whether the file system itself is the facility's business: waited for, never installed. */
  readonly provided: boolean;
  /** The program that mounts it; where it is there, no package is installed. Null where the kernel does it alone. */
  readonly helper: string | null;
  readonly packages: { readonly debian: readonly string[]; readonly redhat: readonly string[] };
  /** Where packages come from that distributions don't have; null where they do. */
  readonly vendor: string | null;
  readonly files: readonly ClientFile[];
  /** Lines of a file that only root reads; the secret is put at the end of the last one. Null for none. */
  readonly credentials: {
    readonly path: string;
    readonly lines: readonly string[];
    readonly secret: SecretReference | StateSecret;
  } | null;
}

const PLAIN = { below: null, provided: false, vendor: null, files: [], credentials: null } as const;
const NO_PACKAGES = { debian: [], redhat: [] };

/** Where the kit keeps what file systems' clients read. */
export const MOUNT_FILES = '/etc/daas/mounts';

const RENDERERS: { readonly [K in Kind]: (source: Source<K>, name: string) => FileSystemSpec } = {
  // `hard`: a soft mount tells programs of a server's pause as an error, and what they wrote is lost.
  nfs: (s) => ({
    ...PLAIN,
    types: s.version.startsWith('4') ? ['nfs4'] : ['nfs'],
    type: 'nfs',
    what: `${s.server}:${s.path}`,
    options: [`nfsvers=${s.version}`, 'proto=tcp', 'hard', 'timeo=600', 'retrans=2'],
    helper: '/sbin/mount.nfs',
    packages: { debian: ['nfs-common'], redhat: ['nfs-utils'] },
  }),
  gpfs: (s) => ({
    ...PLAIN,
    types: ['gpfs'],
    type: null,
    what: s.path,
    options: [],
    provided: true,
    helper: '/usr/lpp/mmfs/bin/mmlsmount',
    packages: NO_PACKAGES,
    vendor: 'https://www.ibm.com/docs/en/storage-scale',
  }),
  // `flock`: HDF5 locks files across nodes.
  lustre: (s) => ({
    ...PLAIN,
    types: ['lustre'],
    type: 'lustre',
    what: `${s.server}:/${s.filesystem}${s.path === '/' ? '' : s.path}`,
    options: ['flock'],
    helper: '/sbin/mount.lustre',
    packages: { debian: ['lustre-client-utils'], redhat: ['lustre-client'] },
    vendor: 'https://www.lustre.org',
  }),
  cephfs: (s, name) => ({
    ...PLAIN,
    types: ['ceph'],
    type: 'ceph',
    what: `${s.monitors.join(',')}:${s.path}`,
    options: [`name=${s.user}`, `secretfile=${MOUNT_FILES}/${name}.credentials`],
    helper: '/sbin/mount.ceph',
    packages: { debian: ['ceph-common'], redhat: ['ceph-common'] },
    credentials: { path: `${MOUNT_FILES}/${name}.credentials`, lines: [''], secret: s.secret },
  }),
  beegfs: (s, name) => ({
    ...PLAIN,
    types: ['beegfs'],
    type: 'beegfs',
    what: 'beegfs_nodev',
    options: [`cfgFile=${MOUNT_FILES}/${name}.conf`],
    below: s.path === '/' ? null : s.path,
    helper: '/sbin/mount.beegfs',
    packages: { debian: ['beegfs-client'], redhat: ['beegfs-client'] },
    vendor: 'https://www.beegfs.io',
    files: [
      {
        path: `${MOUNT_FILES}/${name}.conf`,
        content: `sysMgmtdHost = ${s.server}\nconnClientPort = ${s.clientPort}\nconnAuthFile = /etc/beegfs/conn.auth\n`,
      },
    ],
  }),
  cvmfs: (s) => ({
    ...PLAIN,
    types: ['fuse', 'fuse.cvmfs2'],
    type: 'cvmfs',
    what: s.repository,
    options: [],
    helper: '/sbin/mount.cvmfs',
    packages: { debian: ['cvmfs'], redhat: ['cvmfs'] },
    vendor: 'https://cernvm.cern.ch/fs/',
    files: [{ path: `/etc/cvmfs/config.d/${s.repository}.local`, content: `CVMFS_HTTP_PROXY='${s.proxy}'\n` }],
  }),
  smb: (s, name) => ({
    ...PLAIN,
    types: ['cifs', 'smb3'],
    type: 'cifs',
    what: `//${s.server}/${s.share}`,
    options: ['vers=3.1.1', `credentials=${MOUNT_FILES}/${name}.credentials`],
    helper: '/sbin/mount.cifs',
    packages: { debian: ['cifs-utils'], redhat: ['cifs-utils'] },
    credentials: { path: `${MOUNT_FILES}/${name}.credentials`, lines: [...account(s.user), 'password='], secret: s.secret },
  }),
  glusterfs: (s) => ({
    ...PLAIN,
    types: ['fuse.glusterfs'],
    type: 'glusterfs',
    what: `${s.servers[0]}:/${s.volume}${s.path === '/' ? '' : s.path}`,
    options: ['log-level=WARNING', ...(s.servers.length > 1 ? [`backup-volfile-servers=${s.servers.slice(1).join(':')}`] : [])],
    helper: '/sbin/mount.glusterfs',
    packages: { debian: ['glusterfs-client'], redhat: ['glusterfs-fuse'] },
  }),
  sshfs: (s) => ({
    ...PLAIN,
    types: ['fuse.sshfs'],
    type: 'fuse.sshfs',
    what: `${s.user}@${s.server}:${s.path}`,
    options: [
      `IdentityFile=${s.identityFile}`,
      'StrictHostKeyChecking=yes',
      'reconnect',
      'ServerAliveInterval=15',
      'allow_other',
      'default_permissions',
    ],
    helper: '/usr/bin/sshfs',
    packages: { debian: ['sshfs'], redhat: ['fuse-sshfs'] },
  }),
  local: (s) => ({ ...PLAIN, types: [], type: null, what: s.path, options: [], helper: null, packages: NO_PACKAGES }),
};

/** What a source means on a Linux host. Pure. */
export function fileSystem(source: MountSource, name: string): FileSystemSpec {
  const render = RENDERERS[source.kind] as (source: MountSource, name: string) => FileSystemSpec;
  return render(source, name);
}

/** `FACILITY\daas` as a credentials file has it. */
function account(user: string): string[] {
  const [domain, name] = user.includes('\\') ? user.split('\\', 2) : [undefined, user];
  return [...(domain === undefined ? [] : [`domain=${domain}`]), `username=${name}`];
}
