import type { ShareSpec } from '../../constructs/storage/share-spec';

/** Who may mount a share: an access rule of Manila as plain data. */
export interface ShareAccess {
  /** Construct id of the rule. */
  readonly id: string;
  readonly type: 'ip' | 'cephx';
  /** IPv4 network, or cephx user. */
  readonly to: string;
  readonly level: 'ro' | 'rw';
}

/** Who may mount a share where the site doesn't say. */
export interface ShareClients {
  /** IPv4 subnet of the site's machines. */
  readonly machines: string;
  /** cephx user of the share. */
  readonly user: string;
}

/** Rules of a share: NFS lets in networks, CephFS one cephx user. Pure. */
export function renderShareAccess(spec: ShareSpec, { machines, user }: ShareClients): readonly ShareAccess[] {
  const level = spec.readOnly ? 'ro' : 'rw';
  return spec.protocol === 'cephfs'
    ? [{ id: 'Access', type: 'cephx', to: spec.user ?? user, level }]
    : (spec.clients ?? [machines]).map((to) => ({ id: `Access-${to.replace('/', '_')}`, type: 'ip', to, level }));
}
