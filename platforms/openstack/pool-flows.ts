import type { MachinePoolSpec } from '../../constructs/machines/machine-spec';
import type { Flow } from '../../core/flow';
import type { OpenStackOptions } from './options';

type Ground = Pick<OpenStackOptions, 'outside'>;

/** What machines need whatever runs on them: rows of the port matrix. Pure. */
export function poolFlows({ name, exposure }: MachinePoolSpec, options: Ground): readonly Flow[] {
  return [
    row('operators', name, 22, 'tcp', 'configuration by Ansible'),
    ...(exposure?.ports ?? []).map((port) => row('users', name, port, 'tcp', `${exposure!.dnsName}, what users reach`)),
    ...common(name, options),
  ];
}

/** What desktops need: a portal tells them whose they are by the cloud's metadata. Pure. */
export function desktopFlows(name: string, options: Ground): readonly Flow[] {
  return [row(name, 'cloud-metadata', 80, 'tcp', 'whose desktop it is'), ...common(name, options)];
}

/** Networks that every cloud has. */
export const CLOUD_NETWORKS = { 'cloud-metadata': ['169.254.169.254/32'] } as const;

function common(name: string, { outside }: Ground): readonly Flow[] {
  return [
    row(name, 'name-servers', 53, 'udp', 'names'),
    row(name, 'name-servers', 53, 'tcp', 'names with long answers'),
    ...('packages' in outside ? [row(name, 'packages', 443, 'tcp', 'software and updates')] : []),
    ...('time' in outside ? [row(name, 'time', 123, 'udp', 'clocks, which log-ins depend on')] : []),
  ];
}

function row(from: string, to: string, port: number, protocol: Flow['protocol'], why: string): Flow {
  return { from, to, port, protocol, why };
}
