import {
  Auth,
  Environment,
  GpuPool,
  GpuSharing,
  Hub,
  IdentityMap,
  Account,
  Mount,
  Portal,
  Profile,
  Secret,
  Size,
  Software,
  SoftwareCatalogue,
} from '../../../constructs';
import type { ClusterOptions } from '../../../platforms/kubernetes/cluster-options';
import { Kubeconfig } from '../../../platforms/kubernetes/kubeconfig';
import { KubernetesPlatform } from '../../../platforms/kubernetes/kubernetes-platform';
import { NodePool } from '../../../platforms/kubernetes/node-pool';
import { Tls } from '../../../platforms/kubernetes/tls';
import type { FakeSite } from '../../fake-platform';

/** A cluster of every kind of nodes. */
export function clusterOptions(more: Partial<ClusterOptions> = {}): ClusterOptions {
  return {
    kubeconfig: Kubeconfig.path('/srv/kubeconfig', { context: 'daas' }),
    ingressClass: 'nginx',
    tls: Tls.clusterIssuer('facility-ca'),
    nodePools: [
      NodePool.services('services', { nodes: 3, coresPerNode: 8, memoryPerNode: Size.gibibytes(32) }),
      NodePool.sessions('sessions', { nodes: 4, coresPerNode: 32, memoryPerNode: Size.gibibytes(128) }),
      NodePool.gpus('gpus', { nodes: 2, coresPerNode: 64, memoryPerNode: Size.gibibytes(512), model: 'A100', gpusPerNode: 4 }),
    ],
    ...more,
  };
}

/** A user's log-in, whose broker runs elsewhere. */
export function authOf(site: FakeSite): Auth {
  return new Auth(site, 'Auth', {
    platform: site.platform,
    contact: 'help@fake.example',
    identities: IdentityMap.fromClaims({
      user: 'preferred_username',
      uid: 'uidNumber',
      gid: 'gidNumber',
      groups: { claim: 'eduperson_entitlement', pattern: ':group:(proposal-[0-9]+)#' },
    }),
    accounts: [
      Account.withPassword({
        username: 'marie',
        firstName: 'Marie',
        lastName: 'Dupont',
        email: 'marie@fake.example',
        password: Secret.site('MARIE_PASSWORD'),
        attributes: { uidNumber: ['21001'], gidNumber: ['21001'] },
      }),
    ],
  });
}

/** Software in an image, and in a prefix on a mount. */
export function softwareOf(site: FakeSite): SoftwareCatalogue {
  const facts = { version: '1.2.3', useCase: 'SAXS', summary: 'Integrates.', licence: 'MIT', homepage: 'https://software.example' };
  return new SoftwareCatalogue(site, 'Software', {
    packages: [
      Software.installed({
        ...facts,
        name: 'pyFAI',
        environment: Environment.image({ name: 'saxs', title: 'SAXS', image: 'ghcr.io/fake/saxs:2026.1' }),
      }),
      Software.installed({
        ...facts,
        name: 'dials',
        environment: Environment.conda({ name: 'dials', title: 'DIALS', prefix: '/software/dials' }),
      }),
    ],
  });
}

/** Every kind of mount that needs nothing beside it. */
export function mounts(): Mount[] {
  return [
    Mount.nfs({ role: 'home', server: 'nfs.fake.example', path: '/home' }),
    Mount.gpfs({ role: 'raw', source: 'gpfs1', path: '/gpfs/raw' }),
    Mount.beegfs({ role: 'results', server: 'beegfs.fake.example', path: '/results' }),
    Mount.nfs({ role: 'software', server: 'nfs.fake.example', path: '/software' }),
  ];
}

/** Everything that runs on a cluster. */
export function everything(site: FakeSite, more: Partial<ClusterOptions> = {}): KubernetesPlatform {
  const platform = new KubernetesPlatform(site, 'Cluster', clusterOptions(more));
  const auth = authOf(site);
  const software = softwareOf(site);
  const gpus = new GpuPool(site, 'Gpus', {
    platform,
    model: 'A100',
    count: 8,
    sharing: GpuSharing.mig({ profile: '1g.10gb', slicesPerGpu: 7 }),
  });
  const hub = new Hub(site, 'Notebooks', {
    platform,
    auth,
    software,
    gpus: [gpus],
    mounts: mounts(),
    profiles: [
      Profile.cpu('interactive', { cores: 4, memory: Size.gibibytes(16) }),
      Profile.gpu('gpu', { cores: 8, memory: Size.gibibytes(32), model: 'A100', gpus: 1 }),
    ],
  });
  new Portal(site, 'Portal', { platform, auth, kind: Portal.landingPage({ hubs: [hub], software, access: ['Ask.'] }) });
  return platform;
}
