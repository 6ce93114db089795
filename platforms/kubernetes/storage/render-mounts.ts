import type { MountSpec } from '../../../constructs/storage/mount-spec';
import { KEEP_DATA, type KubernetesObject } from '../manifests/kubernetes-object';
import type { ClusterFacts } from '../manifests/cluster-facts';
import { labelsOf } from '../manifests/names';
import { volumeSource } from './volume-source';

/** Name of the claim by which a namespace's pods mount it. */
export function claimOf(mount: Pick<MountSpec, 'name'>): string {
  return `mount-${mount.name}`;
}

/**
 * A volume and its claim in a service's namespace, for file systems that exist: nothing is ever formatted or removed.
 * The volume is retained when its claim goes, so `destroy` leaves the data; what users wrote is kept from `destroy`
 * altogether unless both keys are turned.
 */
export function renderMount(mount: MountSpec, service: string, namespace: string, cluster: ClusterFacts): KubernetesObject[] {
  const labels = labelsOf(cluster, service, claimOf(mount));
  // Volumes belong to the cluster: other sites may have a mount of this name.
  const volume = `${namespace}-${cluster.site}-${mount.name}`;
  const accessModes = [mount.readOnly ? 'ReadOnlyMany' : 'ReadWriteMany'];
  const written = !mount.readOnly && !(mount.removeOnDestroy && cluster.removeData);
  const annotations = written ? { annotations: { [KEEP_DATA]: 'true' } } : {};
  const source = volumeSource(mount, service, namespace, cluster);
  return [
    ...source.objects,
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: volume, labels, ...annotations },
      spec: {
        capacity: { storage: CAPACITY },
        accessModes,
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: NO_CLASS,
        volumeMode: 'Filesystem',
        claimRef: { name: claimOf(mount), namespace },
        ...(source.mountOptions.length > 0 && { mountOptions: source.mountOptions }),
        ...source.volume,
      },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: claimOf(mount), namespace, labels, ...annotations },
      spec: { accessModes, storageClassName: NO_CLASS, volumeName: volume, resources: { requests: { storage: CAPACITY } } },
    },
  ];
}

/** Kubernetes wants a size, and does nothing with it: the file system's own quota counts. */
const CAPACITY = '1Ti';
/** Volumes of no class are bound to the claim that names them, and to no other. */
const NO_CLASS = 'daas-static';
