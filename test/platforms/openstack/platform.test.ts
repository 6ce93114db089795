import { Construct } from 'constructs';
import { Desktops, Exposure, GpuPool, KubernetesCluster, MachinePool, Share, Size } from '../../../constructs';
import { Blueprint } from '../../../core/blueprint';
import { TerraformData } from '../../../core/terraform-data';
import { Flavor } from '../../../platforms/openstack/flavor';
import { GpuDevice } from '../../../platforms/openstack/gpu-device';
import { Image } from '../../../platforms/openstack/image';
import { OpenStackPlatform } from '../../../platforms/openstack/openstack-platform';
import type { OpenStackOptions } from '../../../platforms/openstack/options';
import type { SiteProps } from '../../../stacks/site-stack';
import { FakeSite } from '../../fake-platform';
import { synthesised, type Plain } from '../../synthesised';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl o@fake.example';
const SMALL = Flavor.existing('small', { cores: 2, memory: Size.gibibytes(4) });
const OPTIONS: OpenStackOptions = {
  cloud: 'fake',
  network: { external: 'public', machines: '10.0.0.0/24', entry: '10.0.1.0/27', desktops: '10.0.4.0/22', dnsServers: ['192.0.2.53'] },
  outside: { operators: ['192.0.2.0/26'] },
  operatorKey: KEY,
  image: Image.existing('ubuntu'),
  flavors: [SMALL],
};
const SIZE = { cores: 2, memory: Size.gibibytes(4) };

type Compose = (site: Construct, cloud: OpenStackPlatform) => void;
function siteWith(compose: Compose, options: Partial<OpenStackOptions> = {}, props: Partial<SiteProps> = {}): FakeSite {
  return new FakeSite((site) => compose(site, new OpenStackPlatform(site, 'Cloud', { ...OPTIONS, ...options })), props);
}
const synth = (...args: Parameters<typeof siteWith>): Plain => {
  const site = siteWith(...args);
  expect(site.problems).toEqual([]);
  return synthesised(site).resource;
};
const codes = (...args: Parameters<typeof siteWith>): string[] => {
  const site = siteWith(...args);
  Blueprint.of(site).complete();
  return site.problems.map((p) => p.code);
};
const only = (resources: Plain, type: string): Plain => {
  expect(Object.keys(resources[type])).toHaveLength(1);
  return Object.values(resources[type])[0];
};

test('machines are plain data at synthesis, but for which server it is', () => {
  const site = siteWith(() => undefined);
  const cloud = new OpenStackPlatform(site, 'Other', OPTIONS);
  const pool = new MachinePool(site, 'Workers', { platform: cloud, count: 2, groups: ['slurm_nodes'], ...SIZE });
  const each = { groups: ['slurm_nodes'], user: 'deploy', generation: expect.stringContaining('TfToken') };
  expect(pool.machines).toEqual([
    { name: 'workers-1', address: '10.0.0.10', ...each },
    { name: 'workers-2', address: '10.0.0.11', ...each },
  ]);
});

test('a rollout names the next image for the first machines only', () => {
  const images = [Image.existing('ubuntu-2')];
  const resources = synth(
    (site, platform) => {
      new MachinePool(site, 'Workers', { platform, count: 3, rollout: { image: 'ubuntu-2', machines: 1 }, ...SIZE });
    },
    { images },
  );
  const generations = Object.entries<Plain>(resources.terraform_data).filter(([id]) => id.includes('Image'));
  expect(generations.map(([, r]) => r.triggers_replace.image).sort()).toEqual(['ubuntu', 'ubuntu', 'ubuntu-2']);
});

test('a volume outlives its machine, in the zone and of the type that are asked for', () => {
  const volume = { size: Size.gibibytes(10), type: 'ssd' };
  const resources = synth((site, platform) => void new MachinePool(site, 'Database', { platform, count: 1, volume, ...SIZE }), {
    volumeZone: 'nova',
  });
  expect(only(resources, 'openstack_blockstorage_volume_v3')).toMatchObject({
    size: 10,
    volume_type: 'ssd',
    availability_zone: 'nova',
    lifecycle: { prevent_destroy: true },
  });
});

test('machines are spread over the zones that the site names', () => {
  const resources = synth((site, platform) => void new MachinePool(site, 'Workers', { platform, count: 3, ...SIZE }), {
    zones: ['a', 'b'],
  });
  expect(Object.values<Plain>(resources.openstack_compute_instance_v2).map((m) => m.availability_zone)).toEqual(['a', 'b', 'a']);
});

test('a load balancer reaches machines from a subnet of its own, which is all that they let in', () => {
  const resources = synth(
    (site, platform) =>
      void new MachinePool(site, 'Entry', {
        platform,
        count: 2,
        exposure: Exposure.loadBalancer({ dnsName: 'portal', ports: [443] }),
        ...SIZE,
      }),
    { dns: { name: 'DAAS.fake.example.' } },
  );
  expect(only(resources, 'openstack_lb_members_v2').member.map((m: Plain) => [m.address, m.protocol_port, m.subnet_id])).toEqual([
    ['10.0.0.10', 443, undefined],
    ['10.0.0.11', 443, undefined],
  ]);
  const ingress = Object.values<Plain>(resources.openstack_networking_secgroup_rule_v2).filter((r) => r.direction === 'ingress');
  expect(ingress.map((r) => [r.port_range_min, r.remote_ip_prefix]).sort()).toEqual([
    [22, '192.0.2.0/26'],
    [443, '10.0.1.0/27'],
  ]);
  expect(only(resources, 'openstack_dns_recordset_v2').name).toBe('portal.daas.fake.example.');
});

test('a share is NFS for the site’s machines, and its mount is known at apply', () => {
  const site = siteWith(() => undefined);
  const cloud = new OpenStackPlatform(site, 'Other', OPTIONS);
  const share = new Share(site, 'Scratch', { platform: cloud, role: 'results', size: Size.gibibytes(10) });
  new TerraformData(site, 'Reader', { input: () => share.mount.spec.source });
  const { resource } = synthesised(site);
  expect(resource.terraform_data.Reader.input).toMatchObject({
    kind: 'nfs',
    server: expect.stringMatching(/^\$\{split\(":", openstack_sharedfilesystem_share_v2\.\w+\.export_locations\[0\]\.path\)\[0\]\}$/),
  });
  expect(only(resource, 'openstack_sharedfilesystem_share_access_v2')).toMatchObject({
    access_to: '10.0.0.0/24',
    access_type: 'ip',
    access_level: 'rw',
  });
});

test('what the cloud alone knows reaches other resources as an expression, not as text', () => {
  const site = siteWith(() => undefined, {}, { acceptSecretsInState: true });
  const { compute } = new Desktops(site, 'Desktops', { platform: new OpenStackPlatform(site, 'Other', OPTIONS), images: ['ubuntu'] });
  new TerraformData(site, 'Reader', { input: () => ({ url: compute.endpoints.compute, secret: compute.credential.secret }) });
  const { url, secret } = synthesised(site).resource.terraform_data.Reader.input;
  expect(url).toMatch(/^\$\{replace\(one\(flatten\(\[for s in data\.openstack_identity_auth_scope_v3\./);
  expect(secret).toMatch(/^\$\{openstack_identity_application_credential_v3\.\w+\.secret\}$/);
});

test('desktops connect to what the site says, and to what every desktop needs', () => {
  const resources = synth(
    (site, platform) =>
      void new Desktops(site, 'Desktops', { platform, images: ['ubuntu'], connections: [{ to: 'nfs', port: 2049, why: 'data' }] }),
    { outside: { operators: ['192.0.2.0/26'], nfs: ['192.0.2.200/32'] } },
    { acceptSecretsInState: true },
  );
  const rules = Object.values<Plain>(resources.openstack_networking_secgroup_rule_v2);
  expect(rules.map((r) => `${r.direction} ${r.protocol} ${r.port_range_min} ${r.remote_ip_prefix}`).sort()).toEqual([
    'egress tcp 2049 192.0.2.200/32',
    'egress tcp 53 192.0.2.53/32',
    'egress tcp 80 169.254.169.254/32',
    'egress udp 53 192.0.2.53/32',
  ]);
});

test('a cluster is made in the machines’ network', () => {
  const resources = synth(
    (site, platform) => void new KubernetesCluster(site, 'Cluster', { platform, version: 'v1.32.5', nodes: 3, ...SIZE }),
    { images: [Image.existing('fedora-coreos')] },
    { acceptSecretsInState: true },
  );
  expect(only(resources, 'openstack_containerinfra_clustertemplate_v1')).toMatchObject({
    flavor: 'small',
    labels: { kube_tag: 'v1.32.5' },
  });
  expect(only(resources, 'openstack_containerinfra_cluster_v1')).toMatchObject({ node_count: 3, lifecycle: { prevent_destroy: true } });
});

test('a flavour of the kit’s own is the project’s alone', () => {
  const flavor = Flavor.managed('gpu', {
    ...SIZE,
    disk: Size.gibibytes(20),
    gpu: GpuDevice.passthrough({ model: 'A16', alias: 'a16', count: 1 }),
  });
  const resources = synth((site, platform) => void new GpuPool(site, 'Gpus', { platform, model: 'A16', count: 2 }), {
    flavors: [SMALL, flavor],
    adminCloud: 'fake-admin',
  });
  expect(only(resources, 'openstack_compute_flavor_v2')).toMatchObject({ name: 'gpu', is_public: false, provider: 'openstack.admin' });
  expect(only(resources, 'openstack_compute_flavor_access_v2').provider).toBe('openstack.admin');
});

const machines =
  (props: object = {}): Compose =>
  (site, platform) =>
    void new MachinePool(site, 'Workers', { platform, count: 1, ...SIZE, ...props });
const desktops: Compose = (site, platform) => void new Desktops(site, 'Desktops', { platform, images: ['ubuntu'] });
const quotas = {
  instances: 10,
  cores: 3,
  memory: Size.gibibytes(100),
  volumes: 1,
  volumeStorage: Size.tebibytes(1),
  ports: 10,
  securityGroups: 10,
  loadBalancers: 1,
};

test.each<[string, string, Compose, Partial<OpenStackOptions>?]>([
  ['a subnet has host bits', 'OpenStackCidr', () => undefined, { network: { ...OPTIONS.network, machines: '10.0.0.5/24' } }],
  ['a network outside is none', 'OpenStackCidr', () => undefined, { outside: { operators: ['operators.fake.example'] } }],
  ['the operators’ key is a private one, or cut off', 'OpenStackPublicKey', () => undefined, { operatorKey: KEY.slice(0, 40) }],
  ['more addresses are kept than the subnet has', 'OpenStackSubnetFull', machines({ room: 200 })],
  ['a pool has more machines than room', 'MachinesRoom', machines({ count: 17 })],
  ['more machines are rolled out than there are', 'MachinesRollout', machines({ rollout: { image: 'ubuntu', machines: 2 } })],
  [
    'one public address is to lead to two machines',
    'MachinesExposureAddress',
    machines({ count: 2, exposure: Exposure.address({ dnsName: 'x' }) }),
  ],
  ['no flavour is large enough', 'OpenStackNoFlavor', machines({ cores: 64 })],
  ['an image is not the platform’s', 'OpenStackImageUnknown', machines({ image: 'ubuntoo' })],
  [
    'a flavour is to be made without an administrator',
    'OpenStackNoAdmin',
    () => undefined,
    { flavors: [Flavor.managed('m', { ...SIZE, disk: Size.gibibytes(1) })] },
  ],
  ['quotas are to be set without an administrator', 'OpenStackNoAdmin', () => undefined, { quotas }],
  ['the site’s own quota is too small for its machines', 'OpenStackQuotaTooSmall', machines({ count: 2 }), { quotas, adminCloud: 'admin' }],
  [
    'no flavour has the pool’s GPU',
    'OpenStackNoGpuFlavor',
    (site, platform) => void new GpuPool(site, 'Gpus', { platform, model: 'A16', count: 1 }),
  ],
  [
    'desktops would share the machines’ subnet',
    'OpenStackNoDesktopNetwork',
    desktops,
    { network: { ...OPTIONS.network, desktops: undefined as never } },
  ],
  ['a credential would lie in a plain state file', 'OpenStackSecretInState', desktops],
  ['there is no image for desktops', 'DesktopsNoImage', (site, platform) => void new Desktops(site, 'Desktops', { platform, images: [] })],
  [
    'a cluster would have an even number of control plane nodes',
    'ClusterEvenControlPlane',
    (site, platform) =>
      void new KubernetesCluster(site, 'C', { platform, version: 'v1', nodes: 1, controlPlaneNodes: 2, image: 'ubuntu', ...SIZE }),
  ],
])('fails where %s', (_what, code, compose, options = {}) => {
  expect(codes(compose, options)).toContain(code);
});

test.each([
  ['users are to reach machines without an exposure', 'users', 'OpenStackNotExposed'],
  ['nobody says where the other end of a connection is', 'elsewhere', 'OpenStackPeerUnknown'],
])('fails where %s', (_what, from, code) => {
  const compose: Compose = (site, platform) => {
    machines()(site, platform);
    Blueprint.of(site).record(
      new Construct(site, 'Service'),
      'machines',
      () => ({}),
      () => [{ from, to: 'workers', port: 443, protocol: 'tcp', why: 'w' }],
    );
  };
  expect(codes(compose)).toContain(code);
});

test('how much of which quota is missing is said', () => {
  const site = siteWith(machines({ count: 2 }), { quotas, adminCloud: 'admin' });
  expect(site.problems[0]!.message).toBe('the machines need 4 cores, but the quota is 3: 1 missing');
});
