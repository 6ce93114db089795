import type { Construct } from 'constructs';
import { BatchCluster, ComputeNodes, Duration, Exposure, MachinePool, Queue, Scheduler, Size } from '../../../../../constructs';
import { HostsPlatform } from '../../../../../platforms/hosts/hosts-platform';
import { Flavor } from '../../../../../platforms/openstack/flavor';
import { Image } from '../../../../../platforms/openstack/image';
import { OpenStackPlatform } from '../../../../../platforms/openstack/openstack-platform';
import { SecretStore } from '../../../../../stacks/secret-store';
import { SiteStack } from '../../../../../stacks/site-stack';

/** An example; the test's own comes by DAAS_OPERATOR_KEY. */
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0q7Xk2m1z3v5b7n9c0d2f4g6h8j0k2l4m6n8p0q2r4 operators@machines.example';

/** Machines of a cloud that are configured in the same deployment: a small Slurm cluster. */
export class Machines extends SiteStack {
  constructor(app: Construct) {
    super(app, 'machines', {
      facility: 'Machines',
      domain: 'daas.machines.example',
      contact: 'help@machines.example',
      secrets: SecretStore.envFile({ path: '.daas/site-machines/secrets.env' }),
      acceptSecretsInState: true,
      removeDataOnDestroy: true,
    });
    const cloud = new OpenStackPlatform(this, 'Cloud', {
      cloud: 'machines',
      network: { external: 'public', machines: '10.48.0.0/24', entry: '10.48.1.0/27', dnsServers: ['192.0.2.53'] },
      outside: { operators: ['192.0.2.0/26'], login: ['192.0.2.64/26'] },
      operatorKey: KEY,
      image: Image.existing('ubuntu-24.04'),
      flavors: [Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) })],
    });
    const size = { platform: cloud, count: 1, cores: 2, memory: Size.gibibytes(4) };
    const front = new MachinePool(this, 'Front', { ...size, groups: ['hub'], exposure: Exposure.address({ dnsName: 'notebooks' }) });
    const control = new MachinePool(this, 'Control', { ...size, groups: ['controller'] });
    const nodes = new MachinePool(this, 'Nodes', { ...size, groups: ['compute'] });
    const hosts = HostsPlatform.ssh(this, 'Hosts', { machines: [front, control, nodes] });
    new BatchCluster(this, 'Batch', {
      platform: hosts,
      scheduler: Scheduler.slurm({
        nodes: [
          ComputeNodes.named(
            nodes.machines.map((m) => m.name),
            { cores: 1, memory: Size.gibibytes(1) },
          ),
        ],
        controlGroups: false,
      }),
      queues: [Queue.named('day', { limit: Duration.hours(24), coresPerNode: 1, memoryPerNode: Size.gibibytes(1) })],
    });
  }
}
