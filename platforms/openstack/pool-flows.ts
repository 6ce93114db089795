import type { MachinePoolSpec } from '../../constructs/machines/machine-spec';
import type { Flow } from '../../core/flow';
import type { OpenStackOptions } from './options';

/** What machines need whatever runs on them: rows of the port matrix. Pure. */
export function poolFlows(spec: MachinePoolSpec, options: Pick<OpenStackOptions, 'outside'>): readonly Flow[] {
  const { name } = spec;
  const flow = (from: string, to: string, port: number, protocol: Flow['protocol'], why: string): Flow => ({
    from,
    to,
    port,
    protocol,
    why,
  });
  return [
    flow('operators', name, 22, 'tcp', 'configuration by Ansible'),
    ...(spec.exposure?.ports ?? []).map((port) => flow('users', name, port, 'tcp', `${spec.exposure!.dnsName}, what users reach`)),
    flow(name, 'name-servers', 53, 'udp', 'names'),
    flow(name, 'name-servers', 53, 'tcp', 'names with long answers'),
    ...('packages' in options.outside ? [flow(name, 'packages', 443, 'tcp', 'software and updates')] : []),
    ...('time' in options.outside ? [flow(name, 'time', 123, 'udp', 'clocks, which log-ins depend on')] : []),
  ];
}
