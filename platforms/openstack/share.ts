import { SharedfilesystemShareAccessV2 } from '@cdktf/provider-openstack/lib/sharedfilesystem-share-access-v2';
import { SharedfilesystemShareV2 } from '@cdktf/provider-openstack/lib/sharedfilesystem-share-v2';
import type { Construct } from 'constructs';
import type { ShareEndpoint, ShareSpec } from '../../constructs/storage/share-spec';
import { Site } from '../../core/site';
import type { StateSecret } from '../../core/state-secret';
import { isCidr } from './address-plan';
import type { Cloud } from './cloud';
import { expression } from './expression';
import type { Project } from './project';
import { renderShareAccess, type ShareAccess } from './share-access';

/** In lower case, the API's answer would differ from it, and every deployment would replace the share. */
const PROTOCOLS = { nfs: 'NFS', cephfs: 'CEPHFS' } as const;

/**
 * A share of Manila: NFS, or CephFS by its own protocol. The key of a CephFS share's user is an attribute of the access rule,
 * which the provider reads into the state: whoever can read the state can mount the share from where the Ceph cluster can be
 * reached (docs/state.md).
 */
export function bindShare(scope: Construct, { cloud }: Project, spec: ShareSpec): ShareEndpoint {
  const share = new SharedfilesystemShareV2(scope, 'Share', {
    name: cloud.named(spec.name),
    description: cloud.description,
    shareProto: PROTOCOLS[spec.protocol] ?? PROTOCOLS.nfs,
    size: spec.sizeGibibytes,
    metadata: cloud.metadata,
    ...(spec.type !== null && { shareType: spec.type }),
    lifecycle: { preventDestroy: !cloud.mayRemove(spec.removeOnDestroy) },
  });
  checkAccess(scope, cloud, spec);
  const rules = renderShareAccess(spec, { machines: cloud.options.network.machines, user: cloud.named(spec.name) });
  const made = rules.map((rule) => allow(scope, share, rule));
  // What the cloud calls it is known at apply.
  const location = `${share.terraformResourceType}.${share.friendlyUniqueId}.export_locations[0].path`;
  if (spec.protocol === 'cephfs') {
    // `10.0.0.5:6789,[fd00::5]:6789:/volumes/...`: the path begins at the first colon that a slash follows.
    const part = (i: number): string => expression(`regex("^(.+?):(/.*)$", ${location})[${i}]`);
    return { protocol: 'cephfs', monitors: [part(0)], path: part(1), user: rules[0]!.to, secret: keyOf(made[0]!) };
  }
  // `10.0.0.5:/shares/...`
  const part = (i: number): string => expression(`split(":", ${location})[${i}]`);
  return { protocol: 'nfs', server: part(0), path: part(1) };
}

function checkAccess(scope: Construct, { check }: Cloud, spec: ShareSpec): void {
  for (const client of spec.clients ?? []) {
    if (!isCidr(client)) {
      check.report('Cidr', 'clients', `must be IPv4 networks such as '192.0.2.0/24', got '${client}'`);
    }
  }
  if (spec.protocol === 'cephfs' && !Site.termsOf(scope).secretsInState) {
    check.report(
      'SecretInState',
      'state',
      `the key of the share '${spec.name}' would lie in a state that nobody promises to encrypt and lock`,
    );
  }
}

function allow(scope: Construct, share: SharedfilesystemShareV2, { id, type, to, level }: ShareAccess): SharedfilesystemShareAccessV2 {
  return new SharedfilesystemShareAccessV2(scope, id, { shareId: share.id, accessType: type, accessTo: to, accessLevel: level });
}

/** By reference: the rule's own id says when there is another key, since every change of a rule makes it anew. */
function keyOf(rule: SharedfilesystemShareAccessV2): StateSecret {
  const resource = `${rule.terraformResourceType}.${rule.friendlyUniqueId}`;
  return { store: 'state', resource, attribute: 'access_key', version: expression(`${resource}.id`) };
}
