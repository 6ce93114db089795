import { BlockstorageVolumeV3 } from '@cdktf/provider-openstack/lib/blockstorage-volume-v3';
import { ComputeInstanceV2 } from '@cdktf/provider-openstack/lib/compute-instance-v2';
import { ComputeServergroupV2 } from '@cdktf/provider-openstack/lib/compute-servergroup-v2';
import { ComputeVolumeAttachV2 } from '@cdktf/provider-openstack/lib/compute-volume-attach-v2';
import { NetworkingPortV2 } from '@cdktf/provider-openstack/lib/networking-port-v2';
import { Construct } from 'constructs';
import type { BoundMachines } from '../../constructs/machines/machine-host';
import type { MachinePoolSpec } from '../../constructs/machines/machine-spec';
import { Blueprint } from '../../core/blueprint';
import { TerraformData } from '../../core/terraform-data';
import { ACCOUNT, renderCloudInit } from './cloud-init';
import { expose } from './entry';
import type { UsedFlavor } from './flavors';
import { poolFlows } from './pool-flows';
import type { Project } from './project';

/** Machines of one pool, with planned addresses. */
export function bindMachines(scope: Construct, project: Project, spec: MachinePoolSpec): BoundMachines {
  const { cloud, network, flavors, groups } = project;
  const none = { machines: [], ready: [] };
  const addresses = network.machines.plan.take(spec.room);
  if (addresses === undefined) {
    const message = `no ${spec.room} addresses are left in ${cloud.options.network.machines} for the pool '${spec.name}'`;
    cloud.check.report('SubnetFull', 'network.machines', message);
    return none;
  }
  const reach =
    spec.exposure === null
      ? null
      : { through: spec.exposure.kind === 'load-balancer' ? cloud.options.network.entry : null, ports: spec.exposure.ports };
  const group = groups.add(spec.name, [...spec.services, ...spec.groups], reach);
  Blueprint.of(scope).record(
    new Construct(scope, 'Ground'),
    'cloud-machines',
    () => ({ pool: spec.name, addresses: addresses.slice(0, spec.count) }),
    () => poolFlows(spec, cloud.options),
  );
  const flavor = flavors.fit(spec);
  if (flavor === undefined) {
    return none;
  }
  project.need(spec, flavor.spec);
  const together = new ComputeServergroupV2(scope, 'Spread', { name: cloud.named(spec.name), policies: ['soft-anti-affinity'] });
  const made = addresses.slice(0, spec.count).map((address, i) => {
    const planned = { name: `${spec.name}-${i + 1}`, address };
    const port = new NetworkingPortV2(scope, `Port-${i + 1}`, {
      name: cloud.named(planned.name),
      networkId: network.machines.network.id,
      fixedIp: [{ subnetId: network.machines.subnet.id, ipAddress: address }],
      securityGroupIds: [group.id],
      tags: cloud.tags,
    });
    port.node.addDependency(...project.quotas);
    const server = new CloudMachine(scope, planned.name, { project, spec, index: i, ...planned, port, flavor, serverGroup: together.id });
    return { machine: { ...planned, groups: spec.groups, user: ACCOUNT, generation: server.id }, port };
  });
  if (spec.exposure !== null) {
    expose(scope, project, spec.name, spec.exposure, made);
  }
  return { machines: made.map((m) => m.machine), ready: [scope, network, groups] };
}

interface CloudMachineProps {
  readonly project: Project;
  readonly spec: MachinePoolSpec;
  readonly index: number;
  readonly name: string;
  readonly port: NetworkingPortV2;
  readonly flavor: UsedFlavor;
  readonly serverGroup: string;
}

/** One machine: made anew only when the site names another image for it. */
class CloudMachine extends Construct {
  /** Nova's id of the server. */
  public readonly id: string;

  constructor(scope: Construct, id: string, props: CloudMachineProps) {
    super(scope, id);
    const { project, spec, index, name, port, flavor } = props;
    const { cloud, images, quotas } = project;
    const { rollout } = spec;
    const image = rollout !== null && index < rollout.machines ? rollout.image : (spec.image ?? images.usual);
    const generation = new TerraformData(this, 'Image', { triggersReplace: () => ({ image }) });
    const zones = cloud.options.zones ?? [];
    const instance = new ComputeInstanceV2(this, 'Server', {
      name: cloud.named(name),
      flavorId: flavor.id,
      imageId: images.id(image, 'image'),
      keyPair: project.keypair.name,
      // The port's, so that the address is the planned one; its groups are the port's too.
      network: [{ port: port.id }],
      schedulerHints: [{ group: props.serverGroup }],
      // Nothing has to be let through to the cloud's metadata service.
      configDrive: true,
      userData: renderCloudInit({ name, operatorKey: cloud.operatorKey, volume: spec.volume !== null }),
      metadata: { ...cloud.metadata, daas_pool: spec.name, daas_image: image },
      tags: cloud.tags,
      ...(zones.length > 0 && { availabilityZone: zones[index % zones.length]! }),
      lifecycle: {
        // A change of the image would be planned as an update, and erase the disk of every machine at once; one of the
        // first start's settings would replace them all. Machines are made anew one by one, by `generation`.
        // What comes after them is the same for ever, but the API doesn't tell it: an orphan that is adopted would be replaced.
        ignoreChanges: ['image_id', 'user_data', 'key_pair', 'config_drive', 'scheduler_hints', 'network[0].port'],
        replaceTriggeredBy: [`terraform_data.${generation.friendlyUniqueId}`, `${port.terraformResourceType}.${port.friendlyUniqueId}.id`],
      },
    });
    instance.node.addDependency(flavor.ready, ...quotas);
    this.id = instance.id;
    if (spec.volume !== null) {
      const { sizeGibibytes, type, removeOnDestroy } = spec.volume;
      const volume = new BlockstorageVolumeV3(this, 'Volume', {
        name: cloud.named(name),
        size: sizeGibibytes,
        metadata: cloud.metadata,
        ...(type !== null && { volumeType: type }),
        ...(cloud.options.volumeZone !== undefined && { availabilityZone: cloud.options.volumeZone }),
        lifecycle: { preventDestroy: !cloud.mayRemove(removeOnDestroy) },
      });
      volume.node.addDependency(...quotas);
      new ComputeVolumeAttachV2(this, 'Attachment', { instanceId: instance.id, volumeId: volume.id });
    }
  }
}
