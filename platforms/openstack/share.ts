import { SharedfilesystemShareAccessV2 } from '@cdktf/provider-openstack/lib/sharedfilesystem-share-access-v2';
import { SharedfilesystemShareV2 } from '@cdktf/provider-openstack/lib/sharedfilesystem-share-v2';
import type { Construct } from 'constructs';
import type { ShareEndpoint, ShareSpec } from '../../constructs/storage/share-spec';
import { isCidr } from './address-plan';
import { expression } from './expression';
import type { Project } from './project';

/** An NFS share of Manila. */
export function bindShare(scope: Construct, { cloud }: Project, spec: ShareSpec): ShareEndpoint {
  const share = new SharedfilesystemShareV2(scope, 'Share', {
    name: cloud.named(spec.name),
    description: cloud.description,
    // In lower case, the API's answer would differ from it, and every deployment would replace the share.
    shareProto: 'NFS',
    size: spec.sizeGibibytes,
    metadata: cloud.metadata,
    ...(spec.type !== null && { shareType: spec.type }),
    lifecycle: { preventDestroy: !cloud.mayRemove(spec.removeOnDestroy) },
  });
  for (const client of spec.clients ?? [cloud.options.network.machines]) {
    if (!isCidr(client)) {
      cloud.check.report('Cidr', 'clients', `must be IPv4 networks such as '192.0.2.0/24', got '${client}'`);
    }
    new SharedfilesystemShareAccessV2(scope, `Access-${client.replace('/', '_')}`, {
      shareId: share.id,
      accessType: 'ip',
      accessTo: client,
      accessLevel: spec.readOnly ? 'ro' : 'rw',
    });
  }
  // What the cloud calls it is known at apply: `10.0.0.5:/shares/...`.
  const location = `${share.terraformResourceType}.${share.friendlyUniqueId}.export_locations[0].path`;
  const part = (i: number): string => expression(`split(":", ${location})[${i}]`);
  return { server: part(0), path: part(1) };
}
