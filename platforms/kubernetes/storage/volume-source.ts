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
    mountOptions: [`nfsvers=${version}`, 'hard', 'nosuid', 'nodev', ...readOnly(mount)],
    objects: [],
  }),
  // ceph-csi.
  cephfs: ({ path, user, secret }, { mount, service, namespace, cluster }) => {
    const name = `${mount.name}-cephx`;
    const credentials: SecretObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace, labels: labelsOf(cluster, service, name) },
      references: { userKey: secret },
      plain: { userID: user },
    };
    const { clusterId, filesystem } = cluster.cephfs!;
    return {
      volume: csi('cephfs.csi.ceph.com', `${namespace}-${mount.name}`, mount, {
        volumeAttributes: { clusterID: clusterId, fsName: filesystem, rootPath: path, staticVolume: 'true' },
        nodeStageSecretRef: { name, namespace },
      }),
      mountOptions: readOnly(mount),
      objects: [credentials],
    };
  },
  // beegfs-csi-driver.
  beegfs: ({ server, path }, { mount }) => ({
    volume: csi('beegfs.csi.netapp.com', `beegfs://${server}${path}`, mount),
    mountOptions: ['nosuid', 'nodev', ...readOnly(mount)],
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

function readOnly(mount: MountSpec): readonly string[] {
  return mount.readOnly ? ['ro'] : [];
}
