import type { ResourceChange } from '../resource-change';
import type { Judgement } from './judgement';

/** Types that hold data of users. */
const DATA: Readonly<Record<string, string>> = {
  openstack_blockstorage_volume_v3: 'the volume and all data on it are erased',
  openstack_sharedfilesystem_share_v2: 'the share and all data on it are erased',
  openstack_objectstorage_container_v1: 'the container and its objects are erased',
  openstack_objectstorage_object_v1: 'the object is erased',
  openstack_keymanager_secret_v1: 'the secret is erased',
  openstack_containerinfra_cluster_v1: 'the cluster goes with everything that runs in it',
};

/** Types that connections of users pass. */
const PATHS =
  /_(network|subnet|router|router_interface|port|floatingip|floatingip_associate|loadbalancer|listener|pool|members|zone|recordset)_v\d+$/;

/** A resource of a cloud; undefined where the action alone says it. */
export function judgeOpenStack({ action, resource, differences, through }: ResourceChange): Judgement | undefined {
  const { type } = resource;
  const gone = action === 'replace' || action === 'delete';
  if (gone && DATA[type] !== undefined) {
    return { risk: 'destroys-data', sentence: DATA[type] };
  }
  const paths = [...differences.map((d) => d.path), ...through];
  const touches = (name: string): boolean => paths.some((p) => p.split(/[.[]/)[0] === name);
  if (type === 'openstack_compute_instance_v2') {
    // Terraform calls a changed image an update in place. The API rebuilds: the root disk is written anew.
    if (gone || (action === 'update' && (touches('image_id') || touches('image_name')))) {
      const what =
        action === 'delete'
          ? 'the machine goes'
          : action === 'replace'
            ? 'the machine is made anew'
            : 'the machine is rebuilt from its image';
      return { risk: 'destroys-data', sentence: `${what}: its root disk is erased` };
    }
    if (touches('flavor_id') || touches('flavor_name') || touches('power_state')) {
      return {
        risk: 'interrupts-users',
        sentence: touches('power_state') ? 'the machine is switched' : 'the machine is resized: it restarts',
      };
    }
  }
  if (type === 'openstack_blockstorage_volume_v3' && touches('size')) {
    const [before, after] = sizes(differences);
    return after < before
      ? { risk: 'reconfigures', sentence: 'the API refuses this: a volume can’t shrink' }
      : { risk: 'reconfigures', sentence: 'the volume grows; its file system has to be grown inside the machine' };
  }
  if (gone && type === 'openstack_sharedfilesystem_share_access_v2') {
    return { risk: 'interrupts-users', sentence: 'its clients lose the share: what they have open on it hangs' };
  }
  if (type === 'openstack_networking_port_v2' && action === 'update' && touches('fixed_ip')) {
    return { risk: 'interrupts-users', sentence: 'the machine gets another address: connections to it are cut' };
  }
  if (gone && PATHS.test(type)) {
    return { risk: 'interrupts-users', sentence: 'connections through it are cut' };
  }
  return undefined;
}

function sizes(differences: ResourceChange['differences']): readonly [number, number] {
  const size = differences.find((d) => d.path === 'size');
  return [Number(size?.before ?? 0), Number(size?.after ?? 0)];
}
