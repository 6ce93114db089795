import { spawnSync } from 'child_process';
import { Exposure, MachinePool, Share, Size } from '../../../constructs';
import type { ShareProps } from '../../../constructs/storage/share';
import type { ShareSpec } from '../../../constructs/storage/share-spec';
import { Blueprint } from '../../../core/blueprint';
import { TerraformData } from '../../../core/terraform-data';
import { HostsPlatform } from '../../../platforms/hosts/hosts-platform';
import { Flavor } from '../../../platforms/openstack/flavor';
import { Image } from '../../../platforms/openstack/image';
import { OpenStackPlatform } from '../../../platforms/openstack/openstack-platform';
import { renderShareAccess } from '../../../platforms/openstack/share-access';
import type { SiteProps } from '../../../stacks/site-stack';
import { FakeSite } from '../../fake-platform';
import { synthesised, type Plain } from '../../synthesised';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl o@fake.example';
const SIZE = { cores: 2, memory: Size.gibibytes(4) };
const ACCEPTS: Partial<SiteProps> = { acceptSecretsInState: true };
const RULE = /openstack_sharedfilesystem_share_access_v2\.\w+/;

function cloudOf(site: FakeSite, shares = true): OpenStackPlatform {
  return new OpenStackPlatform(site, 'Cloud', {
    cloud: 'fake',
    network: { external: 'public', machines: '10.0.0.0/24', entry: '10.0.1.0/27', dnsServers: ['192.0.2.53'] },
    outside: { operators: ['192.0.2.0/26'], ...(shares && { shares: ['192.0.2.64/28'] }) },
    operatorKey: KEY,
    image: Image.existing('ubuntu'),
    flavors: [Flavor.existing('small', SIZE)],
  });
}

function shareOf(site: FakeSite, props: Partial<ShareProps> = {}): Share {
  return new Share(site, 'Scratch', {
    platform: cloudOf(site),
    role: 'results',
    size: Size.gibibytes(10),
    protocol: 'cephfs',
    ...props,
  });
}

const only = (resources: Plain, type: string): Plain => {
  expect(Object.keys(resources[type])).toHaveLength(1);
  return Object.values(resources[type])[0];
};

describe('access to a share', () => {
  const spec: ShareSpec = {
    name: 'scratch',
    role: 'results',
    protocol: 'cephfs',
    sizeGibibytes: 10,
    type: null,
    readOnly: false,
    clients: null,
    user: null,
    mountOptions: [],
    removeOnDestroy: false,
  };
  const site = { machines: '10.0.0.0/24', user: 'site-fake-scratch' };

  test('is for one cephx user, or for networks', () => {
    expect([
      renderShareAccess(spec, site),
      renderShareAccess({ ...spec, user: 'daas', readOnly: true }, site),
      renderShareAccess({ ...spec, protocol: 'nfs' }, site),
      renderShareAccess({ ...spec, protocol: 'nfs', clients: ['192.0.2.0/25', '192.0.2.128/25'], readOnly: true }, site),
    ]).toMatchInlineSnapshot(`
     [
       [
         {
           "id": "Access",
           "level": "rw",
           "to": "site-fake-scratch",
           "type": "cephx",
         },
       ],
       [
         {
           "id": "Access",
           "level": "ro",
           "to": "daas",
           "type": "cephx",
         },
       ],
       [
         {
           "id": "Access-10.0.0.0_24",
           "level": "rw",
           "to": "10.0.0.0/24",
           "type": "ip",
         },
       ],
       [
         {
           "id": "Access-192.0.2.0_25",
           "level": "ro",
           "to": "192.0.2.0/25",
           "type": "ip",
         },
         {
           "id": "Access-192.0.2.128_25",
           "level": "ro",
           "to": "192.0.2.128/25",
           "type": "ip",
         },
       ],
     ]
    `);
  });
});

describe('a CephFS share', () => {
  test('is written in capitals, as the API answers, and kept', () => {
    const site = new FakeSite(undefined, ACCEPTS);
    shareOf(site, { type: 'cephfs-native' });
    expect(site.problems).toEqual([]);
    expect(only(synthesised(site).resource, 'openstack_sharedfilesystem_share_v2')).toMatchObject({
      share_proto: 'CEPHFS',
      share_type: 'cephfs-native',
      lifecycle: { prevent_destroy: true },
    });
  });

  test.each([
    ['results', undefined, 'rw', false],
    ['software', undefined, 'ro', true],
    ['raw', undefined, 'ro', true],
    ['software', false, 'rw', false],
    ['results', true, 'ro', true],
  ] as const)('of role %s with readOnly %s gives a key for %s', (role, readOnly, level, mountedReadOnly) => {
    const site = new FakeSite(undefined, ACCEPTS);
    const share = shareOf(site, { role, ...(readOnly !== undefined && { readOnly }) });
    expect(share.mount.spec.readOnly).toBe(mountedReadOnly);
    expect(only(synthesised(site).resource, 'openstack_sharedfilesystem_share_access_v2')).toMatchObject({
      access_type: 'cephx',
      access_to: 'site-fake-scratch',
      access_level: level,
    });
  });

  test('is a mount whose monitors and path are known at apply, with its key by reference', () => {
    const site = new FakeSite(undefined, ACCEPTS);
    const share = shareOf(site, { user: 'daas' });
    new TerraformData(site, 'Reader', { input: () => share.mount.spec.source });
    const { kind, monitors, path, user, secret } = synthesised(site).resource.terraform_data.Reader.input;
    expect({ kind, user }).toEqual({ kind: 'cephfs', user: 'daas' });
    expect(monitors).toEqual([
      expect.stringMatching(
        /^\$\{regex\("\^\(\.\+\?\):\(\/\.\*\)\$", openstack_sharedfilesystem_share_v2\.\w+\.export_locations\[0\]\.path\)\[0\]\}$/,
      ),
    ]);
    expect(path).toBe(monitors[0].replace('[0]}', '[1]}'));
    expect(secret).toEqual({
      store: 'state',
      resource: expect.stringMatching(RULE),
      attribute: 'access_key',
      version: `\${${secret.resource}.id}`,
    });
  });

  const terraform = spawnSync('terraform', ['version']).status === 0;
  (terraform ? test.each : test.skip.each)([
    ['10.0.0.5:6789:/volumes/_nogroup/4f8b', '10.0.0.5:6789', '/volumes/_nogroup/4f8b'],
    ['10.0.0.5:6789,10.0.0.6:6789:/volumes/a', '10.0.0.5:6789,10.0.0.6:6789', '/volumes/a'],
    ['[fd00::5]:6789,[fd00::6]:6789:/volumes/a:/b', '[fd00::5]:6789,[fd00::6]:6789', '/volumes/a:/b'],
  ])('exported at %s is found by Terraform at the monitors %s', (location, monitors, path) => {
    const site = new FakeSite(undefined, ACCEPTS);
    const share = shareOf(site);
    new TerraformData(site, 'Reader', { input: () => share.mount.spec.source });
    const source = synthesised(site).resource.terraform_data.Reader.input;
    const evaluate = (expression: string): string => {
      const text = expression.slice(2, -1).replace(/openstack_\w+\.\w+\.export_locations\[0\]\.path/, JSON.stringify(location));
      return JSON.parse(spawnSync('terraform', ['console'], { input: `${text}\n`, encoding: 'utf8', cwd: '/' }).stdout) as string;
    };
    expect([evaluate(source.monitors[0]), evaluate(source.path)]).toEqual([monitors, path]);
  });
});

describe('a CephFS share on machines of the cloud', () => {
  const site = new FakeSite(undefined, ACCEPTS);
  const cloud = cloudOf(site);
  const pool = new MachinePool(site, 'Front', {
    platform: cloud,
    count: 1,
    ...SIZE,
    groups: ['hub', 'compute'],
    exposure: Exposure.address({ dnsName: 'notebooks' }),
  });
  const share = new Share(site, 'Scratch', {
    platform: cloud,
    role: 'results',
    size: Size.gibibytes(10),
    protocol: 'cephfs',
    mountOptions: ['fs=data'],
  });
  const hosts = HostsPlatform.ssh(site, 'Hosts', { machines: [pool] });
  hosts.bindMount(share.mount.spec);
  const { resource } = synthesised(site);
  const plays = Object.entries<Plain>(resource.terraform_data).filter(
    ([, r]) => r.input?.name === 'mount-scratch' || r.triggers_replace?.settings?.name === 'scratch',
  );
  const settings = plays.find(([, r]) => r.triggers_replace)![1];
  const service = plays.find(([, r]) => r.input)![1];
  const [rule] = Object.keys(resource.openstack_sharedfilesystem_share_access_v2);
  const address = `openstack_sharedfilesystem_share_access_v2.${rule}`;

  test('is mounted by the kernel’s client, with the key in a file', () => {
    expect(site.problems).toEqual([]);
    const unit = settings.triggers_replace.settings.units.find((u: Plain) => u.name.endsWith('.mount')).content as string;
    const location = unit.split('\n').find((line) => line.startsWith('What='))!;
    expect(location.replace(/openstack_\w+\.\w+/g, 'SHARE')).toBe(
      'What=${regex("^(.+?):(/.*)$", SHARE.export_locations[0].path)[0]}:${regex("^(.+?):(/.*)$", SHARE.export_locations[0].path)[1]}',
    );
    expect(unit).toContain(
      'Options=rw,nosuid,nodev,_netdev,name=site-fake-scratch,secretfile=/etc/daas/mounts/scratch.credentials,fs=data',
    );
  });

  test('has its key in the environment of one play only, at apply', () => {
    expect(settings.provisioner[0]['local-exec'].environment.DAAS_SECRET_CREDENTIALS).toBe(`\${${address}.access_key}`);
    const text = JSON.stringify(resource);
    expect(text.split('access_key}')).toHaveLength(2);
    expect(text).not.toContain('nonsensitive');
  });

  test('is mounted again when there is another key, and unmounted before access ends', () => {
    const reference = {
      store: 'state',
      resource: address,
      attribute: 'access_key',
      version: `\${${address}.id}`,
      variable: 'DAAS_SECRET_CREDENTIALS',
    };
    expect(settings.triggers_replace.secrets).toEqual({ CREDENTIALS: reference });
    // What a resource refers to is destroyed after it.
    expect(service.input.secrets).toEqual({ CREDENTIALS: reference });
    expect(JSON.stringify(service.provisioner)).not.toContain(address);
  });

  test('has a key that nobody has to bring: it is not among the secrets of the site', () => {
    expect(Blueprint.of(site).secrets).toEqual([]);
  });

  test('is reached at the ports of monitors, OSDs and metadata servers', () => {
    const rules = Object.values<Plain>(resource.openstack_networking_secgroup_rule_v2).filter(
      (r) => r.remote_ip_prefix === '192.0.2.64/28',
    );
    expect(rules.map((r) => `${r.direction} ${r.protocol} ${r.port_range_min}-${r.port_range_max}`).sort()).toEqual([
      'egress tcp 3300-3300',
      'egress tcp 6789-6789',
      'egress tcp 6800-7568',
    ]);
  });
});

const codes = (props: Partial<ShareProps>, terms: Partial<SiteProps>): readonly string[] => {
  const site = new FakeSite(undefined, terms);
  shareOf(site, props);
  return site.problems.map((p) => p.code);
};

test.each<[string, string, Partial<ShareProps>]>([
  ['networks are to let in clients of CephFS', 'ShareClientsCephfs', { clients: ['192.0.2.0/24'] }],
  ['a cephx user is to let in clients of NFS', 'ShareUserNfs', { protocol: 'nfs', user: 'daas' }],
  ['the user has a prefix', 'ShareUserInvalid', { user: 'client.daas' }],
  ['the user is the administrator', 'ShareUserInvalid', { user: 'admin' }],
  ['the user would end the mount option', 'ShareUserInvalid', { user: 'daas,noexec' }],
  ['nobody knows the protocol', 'ShareProtocolUnknown', { protocol: 'CEPHFS' as never }],
])('fails where %s', (_what, code, props) => {
  expect(codes(props, ACCEPTS)).toEqual([code]);
});

test('fails where the key would lie in a plain state file; an NFS share has none', () => {
  expect(codes({}, {})).toEqual(['OpenStackSecretInState']);
  expect(codes({ protocol: 'nfs' }, {})).toEqual([]);
});
