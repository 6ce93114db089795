import type { BoundMount } from '../../constructs/storage/mount-host';
import type { MountSpec } from '../../constructs/storage/mount-spec';
import { Problems } from '../../core/problems';
import type { Cluster } from './cluster';
import { mountKinds } from './storage/volume-source';

/** A mount is made in the namespace of each service that shows it; here it is only looked at. */
export function bindMount(cluster: Cluster, mount: MountSpec): BoundMount {
  const allowed = mountKinds(cluster.facts);
  if (!allowed.includes(mount.source.kind)) {
    const message = `mount '${mount.name}' is ${mount.source.kind}, which pods of this cluster can't have`;
    Problems.report(cluster, { code: 'KubernetesMountKind', message, allowed, given: mount.source.kind });
  }
  if (mount.source.kind === 'cephfs' && mount.source.secret.store === 'state') {
    const message = `mount '${mount.name}' is a CephFS share whose key the cloud makes; pods get keys of CephFS by reference to a store only`;
    Problems.report(cluster, { code: 'KubernetesMountStateSecret', message });
  }
  return { ready: cluster.ready, hostPath: mount.mountPath };
}
