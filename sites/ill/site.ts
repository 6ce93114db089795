import type { Construct } from 'constructs';
import { Auth, Desktops, Exposure, Federation, MachinePool, Portal, Secret, Size, VisaCloud } from '../../constructs';
import { Kubeconfig } from '../../platforms/kubernetes/kubeconfig';
import { KubernetesPlatform } from '../../platforms/kubernetes/kubernetes-platform';
import { NodePool } from '../../platforms/kubernetes/node-pool';
import { Tls } from '../../platforms/kubernetes/tls';
import { Flavor } from '../../platforms/openstack/flavor';
import { Image } from '../../platforms/openstack/image';
import { OpenStackPlatform } from '../../platforms/openstack/openstack-platform';
import { SiteStack } from '../../stacks/site-stack';
import { StateBackend } from '../../stacks/state-backend';
import { trialSettings } from '../../stacks/trial-settings';

/** An example: nobody has its other half. */
const OPERATOR_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILOPl+RIz5Dc7GYARf6+t6z900SQO+U3KwEP2/5Fenx1 operators@ill.example';

/** VISA in an OpenStack cloud whose flavours and quotas others look after; software and data by NFS. */
export class Ill extends SiteStack {
  constructor(app: Construct) {
    const { trial, removeData, cluster: hasCluster, operatorKey } = trialSettings('ill', { operatorKey: OPERATOR_KEY });
    super(app, 'ill', {
      facility: 'ILL',
      domain: 'daas.ill.example',
      contact: 'daas@ill.example',
      state: trial
        ? StateBackend.local()
        : StateBackend.http({ address: 'https://git.ill.example/api/v4/projects/1/terraform/state/daas' }),
      acceptSecretsInState: trial,
      removeDataOnDestroy: removeData,
    });
    const cloud = new OpenStackPlatform(this, 'Cloud', {
      cloud: 'ill',
      network: {
        external: 'public',
        machines: '10.45.0.0/24',
        entry: '10.45.1.0/27',
        desktops: '10.45.4.0/22',
        dnsServers: ['198.51.100.53'],
      },
      outside: {
        operators: ['198.51.100.0/26'],
        packages: ['198.51.100.80/32'],
        time: ['198.51.100.123/32'],
        portal: ['10.42.0.0/24'],
        nfs: ['198.51.100.100/32'],
      },
      operatorKey,
      image: Image.existing('ubuntu-24.04'),
      flavors: [
        Flavor.existing('m1.medium', { cores: 2, memory: Size.gibibytes(4) }),
        Flavor.existing('m1.large', { cores: 4, memory: Size.gibibytes(8) }),
        Flavor.existing('g1.vgpu', { cores: 4, memory: Size.gibibytes(8), gpu: { model: 'A40', count: 1 } }),
      ],
    });
    new MachinePool(this, 'Entry', {
      platform: cloud,
      count: 1,
      cores: 4,
      memory: Size.gibibytes(8),
      groups: ['entry'],
      volume: { size: Size.gibibytes(50), removeOnDestroy: true },
      exposure: Exposure.address({ dnsName: 'data', ports: [443] }),
    });
    const desktops = new Desktops(this, 'Desktops', {
      platform: cloud,
      images: ['ubuntu-24.04'],
      connections: [{ to: 'nfs', port: 2049, why: 'homes, data and software' }],
    });

    if (hasCluster) {
      const cluster = new KubernetesPlatform(this, 'Cluster', {
        kubeconfig: Kubeconfig.context('ill-daas'),
        ingressClass: 'nginx',
        tls: Tls.secret('wildcard-tls'),
        nodePools: [NodePool.sessions('services', { nodes: 3, coresPerNode: 16, memoryPerNode: Size.gibibytes(64) })],
      });
      const auth = new Auth(this, 'Auth', {
        platform: cluster,
        federations: [
          Federation.umbrella({ issuer: 'https://proxy.umbrella.example', clientId: 'ill', secret: Secret.env('UMBRELLA_SECRET') }),
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
