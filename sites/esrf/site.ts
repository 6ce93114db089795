import type { Construct } from 'constructs';
import {
  Auth,
  BatchCluster,
  ComputeNodes,
  DataCatalogue,
  Desktops,
  Duration,
  Environment,
  Exposure,
  Federation,
  GpuPool,
  GpuSharing,
  Hub,
  MachinePool,
  Mount,
  Portal,
  Profile,
  Queue,
  Scheduler,
  Secret,
  Share,
  Size,
  Software,
  SoftwareCatalogue,
  VisaCloud,
} from '../../constructs';
import { HostsPlatform } from '../../platforms/hosts/hosts-platform';
import { Kubeconfig } from '../../platforms/kubernetes/kubeconfig';
import { KubernetesPlatform } from '../../platforms/kubernetes/kubernetes-platform';
import { NodePool } from '../../platforms/kubernetes/node-pool';
import { Tls } from '../../platforms/kubernetes/tls';
import { Flavor } from '../../platforms/openstack/flavor';
import { GpuDevice } from '../../platforms/openstack/gpu-device';
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import { SiteStack } from '../../stacks/site-stack';
import { StateBackend } from '../../stacks/state-backend';
import { trialSettings } from '../../stacks/trial-settings';

/** An example: nobody has its other half. */
const OPERATOR_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO2kwn3dAsgx05vUEJM5SUOVmCazwpJgg8Qd96DEOQfp operators@esrf.example';

/** VISA desktops with A16 GPUs in an OpenStack cloud, and beside them notebooks on a Slurm cluster of the cloud's machines. */
export class Esrf extends SiteStack {
  constructor(app: Construct) {
    const { trial, removeData, cluster: hasCluster, hosts: configured, operatorKey } = trialSettings('esrf', { operatorKey: OPERATOR_KEY });
    super(app, 'esrf', {
      facility: 'ESRF',
      domain: 'daas.esrf.example',
      contact: 'daas@esrf.example',
      state: trial ? StateBackend.local() : StateBackend.s3({ bucket: 'daas-state', region: 'esrf', endpoint: 'https://s3.esrf.example' }),
      acceptSecretsInState: trial,
      removeDataOnDestroy: removeData,
    });
    const cloud = new OpenStackPlatform(this, 'Cloud', {
      cloud: 'esrf',
      adminCloud: 'esrf-admin',
      network: {
        external: 'public',
        machines: '10.44.0.0/24',
        entry: '10.44.1.0/27',
        desktops: '10.44.4.0/22',
        dnsServers: ['192.0.2.53'],
      },
      outside: {
        operators: ['192.0.2.0/26'],
        packages: ['192.0.2.80/32'],
        time: ['192.0.2.123/32'],
        portal: ['10.43.0.0/24'],
        auth: ['10.43.0.0/24'],
        'nfs.esrf.example': ['192.0.2.100/32'],
        gpfs1: ['192.0.2.104/29'],
        'squid.esrf.example': ['192.0.2.128/32'],
      },
      operatorKey,
      image: Image.existing('ubuntu-24.04'),
      flavors: [
        Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) }),
        Flavor.existing('m1.large', { cores: 4, memory: Size.gibibytes(8) }),
        Flavor.managed('esrf.gpu.a16.large', {
          cores: 2,
          memory: Size.gibibytes(8),
          disk: Size.gibibytes(40),
          gpu: GpuDevice.virtual({ model: 'A16' }),
        }),
      ],
      dns: { name: 'daas.esrf.example', existing: false, removeOnDestroy: true },
      quotas: {
        instances: 60,
        cores: 400,
        memory: Size.gibibytes(1200),
        volumes: 40,
        volumeStorage: Size.tebibytes(4),
        ports: 200,
        securityGroups: 30,
        loadBalancers: 4,
      },
    });

    const small = { platform: cloud, count: 1, cores: 2, memory: Size.gibibytes(4) };
    // What the hub keeps lies on a volume: a new image of its machine leaves it.
    const entry = new MachinePool(this, 'Entry', {
      ...small,
      groups: ['hub'],
      services: ['notebooks'],
      volume: { size: Size.gibibytes(50), removeOnDestroy: true },
      exposure: Exposure.loadBalancer({ dnsName: 'notebooks' }),
    });
    const control = new MachinePool(this, 'Control', { ...small, groups: ['controller'] });
    const gpus = new GpuPool(this, 'Gpus', { platform: cloud, model: 'A16', count: 8, sharing: GpuSharing.timeSlice({ usersPerGpu: 4 }) });
    const workers = new MachinePool(this, 'GpuWorkers', {
      ...small,
      memory: Size.gibibytes(8),
      gpu: { model: 'A16', count: 1 },
      groups: ['compute'],
    });
    const desktops = new Desktops(this, 'Desktops', {
      platform: cloud,
      images: ['ubuntu-24.04'],
      gpus: [gpus],
      connections: [
        { to: 'nfs.esrf.example', port: 2049, why: 'homes and data, exported from GPFS' },
        { to: 'squid.esrf.example', port: 3128, why: 'software by CVMFS' },
      ],
    });
    new Share(this, 'Scratch', { platform: cloud, role: 'results', size: Size.gibibytes(500), removeOnDestroy: true });

    new DataCatalogue(this, 'Data', { kind: DataCatalogue.icat({ url: 'https://data.esrf.example' }) });

    const hosts = configured
      ? HostsPlatform.ssh(this, 'Slurm', { machines: [entry, control, workers], directory: '/srv/daas' })
      : undefined;
    const cluster = hasCluster
      ? new KubernetesPlatform(this, 'Cluster', {
          kubeconfig: Kubeconfig.context('esrf-daas'),
          ingressClass: 'nginx',
          tls: Tls.secret('wildcard-tls'),
          nodePools: [NodePool.sessions('services', { nodes: 3, coresPerNode: 16, memoryPerNode: Size.gibibytes(64) })],
        })
      : undefined;
    const broker = cluster ?? hosts;
    if (broker === undefined) {
      return;
    }
    const auth = new Auth(this, 'Auth', {
      platform: broker,
      federations: [
        Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'esrf', secret: Secret.env('UMBRELLA_SECRET') }),
      ],
    });
    if (cluster !== undefined) {
      const portal = new Portal(this, 'Portal', {
        platform: cluster,
        auth,
        kind: Portal.visa({ cloud: VisaCloud.desktops(desktops), administrators: ['visa-admin'] }),
      });
      this.output('portal', portal.endpoint.url);
    }
    if (hosts !== undefined) {
      const notebooks = new Hub(this, 'Notebooks', {
        platform: hosts,
        auth,
        batch: new BatchCluster(this, 'Batch', {
          platform: hosts,
          scheduler: Scheduler.slurm({
            // The form of jupyterhub_moss, as users know it here.
            choice: 'partitions',
            nodes: [
              ComputeNodes.named(
                workers.machines.map((m) => m.name),
                { cores: 2, memory: Size.gibibytes(7), gpus: { model: 'A16', count: 1 } },
              ),
            ],
          }),
          queues: [
            Queue.named('interactive', {
              limit: Duration.days(1),
              coresPerNode: 2,
              memoryPerNode: Size.gibibytes(7),
              gpus: { model: 'A16', count: 1 },
            }),
          ],
        }),
        mounts: [
          Mount.nfs({ role: 'home', server: 'nfs.esrf.example', path: '/home', quota: Size.gibibytes(50) }),
          Mount.gpfs({ role: 'raw', source: 'gpfs1', path: '/data/visitor' }),
          Mount.cvmfs({ role: 'software', repository: 'hpc.esrf.example', proxy: 'http://squid.esrf.example:3128' }),
        ],
        software: new SoftwareCatalogue(this, 'Software', {
          packages: [
            Software.known('pyFai', {
              version: '2025.12',
              environment: Environment.cvmfs({ name: 'saxs', title: 'SAXS: pyFAI', path: '/cvmfs/hpc.esrf.example/jupyter/saxs' }),
            }),
          ],
        }),
        profiles: [
          Profile.cpu('interactive', { cores: 1, memory: Size.gibibytes(3), limit: Duration.hours(12) }),
          Profile.gpu('gpu', { model: 'A16', gpus: 1, cores: 1, memory: Size.gibibytes(3), limit: Duration.hours(8) }),
        ],
      });
      this.output('notebooks', notebooks.endpoint.url);
    }
  }
}
