import type { MountSource, MountSpec } from '../../../constructs/storage/mount-spec';
import type { ClusterFacts } from '../manifests/cluster-facts';
import type { SecretObject } from '../manifests/kubernetes-object';
import { labelsOf } from '../manifests/names';

/** What a PersistentVolume says of where its data lie. Plain data. */
export interface VolumeSource {
  /** The part of the volume's spec that differs by kind. */
  readonly volume: Readonly<Record<string, unknown>>;
  readonly mountOptions: readonly string[];
  /** What the volume needs beside it. */
  readonly objects: readonly SecretObject[];
}

type Source<K extends MountSource['kind']> = Extract<MountSource, { readonly kind: K }>;
type Render<K extends MountSource['kind']> = (source: Source<K>, place: SourcePlace) => VolumeSource;

/** Whose volume it is. */
interface SourcePlace {
  readonly mount: MountSpec;
  readonly service: string;
  readonly namespace: string;
  readonly cluster: ClusterFacts;
}

/** Drivers that the cluster has to have are named after each kind. */
const RENDERERS: { readonly [K in MountSource['kind']]?: Render<K> } = {
  nfs: ({ server, path, version }, { mount }) => ({
    volume: { nfs: { server, path, readOnly: mount.readOnly } },
    mountOptions: [`nfsvers=${version}`, 'hard', 'nosuid', 'nodev', ...options(mount)],
    objects: [],
  }),
  // ceph-csi.
  cephfs: ({ path, user, secret }, place) => {
    const { clusterId, filesystem } = place.cluster.cephfs!;
    const attributes = { clusterID: clusterId, fsName: filesystem, rootPath: path, staticVolume: 'true' };
    const handle = `${place.namespace}-${place.mount.name}`;
    return withCredentials('cephfs.csi.ceph.com', handle, attributes, [], place, {
      // A key that lies in the state is refused where the mount is bound.
      references: secret.store === 'state' ? {} : { userKey: secret },
      plain: { userID: user },
    });
  },
  // csi-driver-smb. The user is of a domain as `DOMAIN\\user`.
  smb: ({ server, share, user, secret }, place) => {
    const [name, domain] = user.split('\\').reverse();
    const plain = { username: name!, ...(domain !== undefined && { domain }) };
    const handle = `${server}/${share}#${place.namespace}`;
    const modes = ['dir_mode=0770', 'file_mode=0660', 'nosuid', 'nodev'];
    const attributes = { source: `//${server}/${share}` };
    return withCredentials('smb.csi.k8s.io', handle, attributes, modes, place, { references: { password: secret }, plain });
  },
  // beegfs-csi-driver.
  beegfs: ({ server, path }, { mount }) => ({
    volume: csi('beegfs.csi.netapp.com', `beegfs://${server}${path}`, mount),
    mountOptions: ['nosuid', 'nodev', ...options(mount)],
    objects: [],
  }),
  // cvmfs-csi.
  cvmfs: ({ repository }, { mount }) => ({
    volume: csi('cvmfs.csi.cern.ch', `cvmfs-${repository}`, mount, { volumeAttributes: { repository } }),
    mountOptions: [],
    objects: [],
  }),
  // The nodes belong to the file system's own cluster and have it mounted; pods get a folder of it.
  gpfs: ({ path }) => nodeFolder(path),
  lustre: ({ path }) => nodeFolder(path),
  local: ({ path }) => nodeFolder(path),
};

/** Kinds of file systems that pods can have on a cluster. */
export function mountKinds(cluster: ClusterFacts): readonly string[] {
  return Object.keys(RENDERERS).filter((kind) => kind !== 'cephfs' || cluster.cephfs !== undefined);
}

/** How the volume of a mount is found; the kind is one of `mountKinds`. */
export function volumeSource(mount: MountSpec, service: string, namespace: string, cluster: ClusterFacts): VolumeSource {
  const render = RENDERERS[mount.source.kind] as Render<MountSource['kind']>;
  return render(mount.source, { mount, service, namespace, cluster });
}

function csi(driver: string, volumeHandle: string, { readOnly: ro }: MountSpec, more: object = {}): Readonly<Record<string, unknown>> {
  return { csi: { driver, volumeHandle, readOnly: ro, ...more } };
}

function nodeFolder(path: string): VolumeSource {
  // It has to be there: made by the kubelet, it would lie below the mount point of a file system that isn't mounted.
  return { volume: { hostPath: { path, type: 'Directory' } }, mountOptions: [], objects: [] };
}

/** A volume whose driver logs in to the file system with a Secret beside it. */
function withCredentials(
  driver: string,
  handle: string,
  volumeAttributes: Readonly<Record<string, string>>,
  mountOptions: readonly string[],
  { mount, service, namespace, cluster }: SourcePlace,
  values: Pick<SecretObject, 'references' | 'plain'>,
): VolumeSource {
  const name = `mount-${mount.name}`;
  const credentials: SecretObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels: labelsOf(cluster, service, name) },
    ...values,
  };
  return {
    volume: csi(driver, handle, mount, { volumeAttributes, nodeStageSecretRef: { name, namespace } }),
    mountOptions: [...mountOptions, ...options(mount)],
    objects: [credentials],
  };
}

/** What the site says, and what the role does. */
function options(mount: MountSpec): readonly string[] {
  return [...mount.options, ...(mount.readOnly ? ['ro'] : [])];
}
