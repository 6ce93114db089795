import type { Construct } from 'constructs';
import {
  Auth,
  Desktops,
  Exposure,
  Federation,
  GpuPool,
  GpuSharing,
  MachinePool,
  Portal,
  Secret,
  Share,
  Size,
  VisaCloud,
} from '../../constructs';
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

/** VISA desktops with A16 GPUs in an OpenStack cloud; notebooks on Slurm. */
export class Esrf extends SiteStack {
  constructor(app: Construct) {
    const { trial, removeData, cluster: hasCluster, operatorKey } = trialSettings('esrf', { operatorKey: OPERATOR_KEY });
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
        nfs: ['192.0.2.100/32'],
        squid: ['192.0.2.128/32'],
      },
      operatorKey,
      image: Image.existing('ubuntu-24.04'),
      flavors: [
        Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) }),
        Flavor.existing('m1.large', { cores: 4, memory: Size.gibibytes(8) }),
        Flavor.managed('esrf.gpu.a16.large', {
          cores: 8,
          memory: Size.gibibytes(16),
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

    // The hub that starts notebooks on Slurm, behind a load balancer.
    new MachinePool(this, 'Entry', {
      platform: cloud,
      count: 2,
      cores: 2,
      memory: Size.gibibytes(4),
      groups: ['hub'],
      services: ['notebooks'],
      exposure: Exposure.loadBalancer({ dnsName: 'notebooks' }),
    });
    // Its database.
    new MachinePool(this, 'Database', {
      platform: cloud,
      count: 1,
      cores: 2,
      memory: Size.gibibytes(4),
      volume: { size: Size.gibibytes(50), removeOnDestroy: true },
    });
    const gpus = new GpuPool(this, 'Gpus', { platform: cloud, model: 'A16', count: 8, sharing: GpuSharing.timeSlice({ usersPerGpu: 4 }) });
    new MachinePool(this, 'GpuWorkers', {
      platform: cloud,
      count: 1,
      cores: 4,
      memory: Size.gibibytes(8),
      gpu: { model: 'A16', count: 1 },
      groups: ['slurm_nodes'],
    });
    const desktops = new Desktops(this, 'Desktops', {
      platform: cloud,
      images: ['ubuntu-24.04'],
      gpus: [gpus],
      connections: [
        { to: 'nfs', port: 2049, why: 'homes and data, exported from GPFS' },
        { to: 'squid', port: 3128, why: 'software by CVMFS' },
      ],
    });
    new Share(this, 'Scratch', { platform: cloud, role: 'results', size: Size.gibibytes(500), removeOnDestroy: true });

    if (hasCluster) {
      const cluster = new KubernetesPlatform(this, 'Cluster', {
        kubeconfig: Kubeconfig.context('esrf-daas'),
        ingressClass: 'nginx',
        tls: Tls.secret('wildcard-tls'),
        nodePools: [NodePool.sessions('services', { nodes: 3, coresPerNode: 16, memoryPerNode: Size.gibibytes(64) })],
      });
      const auth = new Auth(this, 'Auth', {
        platform: cluster,
        federations: [
          Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'esrf', secret: Secret.env('UMBRELLA_SECRET') }),
        ],
      });
      const portal = new Portal(this, 'Portal', {
        platform: cluster,
        auth,
        kind: Portal.visa({ cloud: VisaCloud.desktops(desktops), administrators: ['visa-admin'] }),
      });
      this.output('portal', portal.endpoint.url);
    }
  }
}
