import type { GpuPoolSpec } from '../../../constructs/gpu/gpu-spec';

/**
 * Configurations of the device plugin, one for each way of sharing. A node takes the one that its label
 * `nvidia.com/device-plugin.config` names.
 */
export function sharingConfiguration(pools: readonly GpuPoolSpec[]): Readonly<Record<string, string>> {
  const whole = { version: 'v1', flags: { migStrategy: 'mixed' } };
  const shared = pools.flatMap(({ sharing }) => {
    if (sharing.kind !== 'time-slice') {
      return [];
    }
    const timeSlicing = {
      renameByDefault: true,
      failRequestsGreaterThanOne: true,
      resources: [{ name: 'nvidia.com/gpu', replicas: sharing.usersPerGpu }],
    };
    return [[`time-slice-${sharing.usersPerGpu}`, json({ ...whole, sharing: { timeSlicing } })]];
  });
  return { whole: json(whole), ...(Object.fromEntries(shared) as Record<string, string>) };
}

/** Divisions that the MIG manager can make. A node takes the one that its label `nvidia.com/mig.config` names. */
export function migConfiguration(pools: readonly GpuPoolSpec[]): string {
  const divided = pools.flatMap(({ sharing }) =>
    sharing.kind === 'mig'
      ? [
          [
            `all-${sharing.profile.replace('+', '.')}`,
            [{ devices: 'all', 'mig-enabled': true, 'mig-devices': { [sharing.profile]: sharing.slicesPerGpu } }],
          ],
        ]
      : [],
  );
  const configs = { 'all-disabled': [{ devices: 'all', 'mig-enabled': false }], ...(Object.fromEntries(divided) as object) };
  return json({ version: 'v1', 'mig-configs': configs });
}

/** Labels that nodes of a pool need beside the pool's own, so that their GPUs are shared as the site says. */
export function sharingLabels({ sharing }: GpuPoolSpec): Readonly<Record<string, string>> {
  switch (sharing.kind) {
    case 'whole':
      return {};
    case 'mig':
      // A label's value has no plus sign.
      return { 'nvidia.com/mig.config': `all-${sharing.profile.replace('+', '.')}` };
    case 'time-slice':
      return { 'nvidia.com/device-plugin.config': `time-slice-${sharing.usersPerGpu}` };
  }
}

/** JSON is YAML too. */
function json(value: object): string {
  return JSON.stringify(value, null, 2);
}
