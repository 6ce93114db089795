import { Size } from '../../../core/size';
import { AddressPlan, isCidr } from '../../../platforms/openstack/address-plan';
import { renderCloudInit } from '../../../platforms/openstack/cloud-init';
import { fitFlavor } from '../../../platforms/openstack/flavor-fit';
import { Flavor } from '../../../platforms/openstack/flavor';
import { GpuDevice } from '../../../platforms/openstack/gpu-device';
import { renderPortRules, ruleKey, type Places } from '../../../platforms/openstack/port-rules';
import type { Flow } from '../../../core/flow';

describe('addresses', () => {
  test('are given out in order, and the cloud keeps the last quarter', () => {
    const plan = AddressPlan.of('10.44.0.0/24')!;
    expect([plan.gateway, plan.take(2), plan.take(1), plan.dynamic]).toEqual([
      '10.44.0.1',
      ['10.44.0.10', '10.44.0.11'],
      ['10.44.0.12'],
      { start: '10.44.0.192', end: '10.44.0.254' },
    ]);
  });

  test('are never given out twice, and never from the cloud’s part', () => {
    const plan = AddressPlan.of('10.0.0.0/26')!;
    const given: string[] = [];
    for (let block = plan.take(3); block !== undefined; block = plan.take(3)) {
      given.push(...block);
    }
    expect(new Set(given).size).toBe(given.length);
    expect(given.at(-1)).toBe('10.0.0.45');
    expect(plan.dynamic.start).toBe('10.0.0.48');
  });

  test('pass over the border of an octet', () => {
    const plan = AddressPlan.of('10.45.4.0/22')!;
    plan.take(245);
    expect(plan.take(2)).toEqual(['10.45.4.255', '10.45.5.0']);
  });

  test.each(['10.0.0.5/24', '10.0.0/24', '10.0.0.0', '256.0.0.0/8', '10.0.0.0/33', ''])('fails to take %p for a network', (text) => {
    expect(isCidr(text)).toBe(false);
    expect(AddressPlan.of(text)).toBeUndefined();
  });

  test('fails to plan a network too small for machines', () => {
    expect([isCidr('10.0.0.0/28'), AddressPlan.of('10.0.0.0/28')]).toEqual([true, undefined]);
  });
});

describe('rules of the port matrix', () => {
  const row = (from: string, to: string, port: Flow['port'], protocol: Flow['protocol'] = 'tcp'): Flow => ({
    from,
    to,
    port,
    protocol,
    why: 'w',
  });
  const places: Places = {
    groups: new Map([
      ['entry', ['entry']],
      ['portal', ['entry']],
      ['workers', ['workers']],
      ['visa', ['visa']],
      ['compute', ['workers', 'gpus']],
    ]),
    outside: { operators: ['192.0.2.0/26', '198.51.100.7/32'], nfs: ['192.0.2.100/32'], compute: ['203.0.113.0/26'] },
    exposed: new Map([
      ['entry', { through: '10.44.1.0/27', ports: [80, 443] }],
      ['visa', { through: null, ports: [443] }],
    ]),
  };
  const rules = (...flows: Flow[]) => renderPortRules(flows, places);

  test('allow a connection between machines at both ends', () => {
    expect(rules(row('portal', 'workers', 8888)).rules.map(ruleKey)).toEqual([
      'entry-egress-tcp-8888-workers',
      'workers-ingress-tcp-8888-entry',
    ]);
  });

  test('allow machines of one pool to talk to each other, where a row says so', () => {
    expect(rules(row('workers', 'workers', 6818)).rules.map(ruleKey)).toEqual([
      'workers-egress-tcp-6818-workers',
      'workers-ingress-tcp-6818-workers',
    ]);
  });

  test('allow a service outside the cloud from each of its networks, or to them', () => {
    expect(
      rules(row('operators', 'workers', 22), row('workers', 'nfs', 2049), row('workers', 'nfs', 123, 'udp')).rules.map(ruleKey),
    ).toEqual([
      'workers-egress-tcp-2049-192.0.2.100/32',
      'workers-egress-udp-123-192.0.2.100/32',
      'workers-ingress-tcp-22-192.0.2.0/26',
      'workers-ingress-tcp-22-198.51.100.7/32',
    ]);
  });

  test('allow ports that lie together by one rule', () => {
    const { rules: made } = rules(row('entry', 'workers', { from: 28000, to: 28999 }));
    expect(made.map(ruleKey)).toEqual(['entry-egress-tcp-28000-28999-workers', 'workers-ingress-tcp-28000-28999-entry']);
    expect(made[0]!.port).toEqual({ from: 28000, to: 28999 });
  });

  test('let users in through the load balancer, or from everywhere to a public address', () => {
    expect(rules(row('users', 'portal', 443), row('users', 'visa', 443)).rules.map(ruleKey)).toEqual([
      'entry-ingress-tcp-443-10.44.1.0/27',
      'visa-ingress-tcp-443-0.0.0.0/0',
    ]);
  });

  test('allow a group of hosts in all its pools, and where it lies outside the cloud too', () => {
    expect(rules(row('entry', 'compute', { from: 28000, to: 28999 })).rules.map(ruleKey)).toEqual([
      'entry-egress-tcp-28000-28999-203.0.113.0/26',
      'entry-egress-tcp-28000-28999-gpus',
      'entry-egress-tcp-28000-28999-workers',
      'gpus-ingress-tcp-28000-28999-entry',
      'workers-ingress-tcp-28000-28999-entry',
    ]);
  });

  test('leave out rows that have nothing to do with the cloud, and rows that are there twice', () => {
    expect(rules(row('users', 'catalogue', 443)).rules).toEqual([]);
    expect(rules(row('users', 'portal', 443), { ...row('users', 'entry', 443), why: 'another reason' }).rules).toHaveLength(1);
  });

  test.each([
    ['users are to reach machines that have no exposure', row('users', 'workers', 443), 'open-to-all'],
    ['users are to reach another port than the exposed ones', row('users', 'visa', 22), 'open-to-all'],
    ['users are to reach more ports than the exposed ones', row('users', 'visa', { from: 443, to: 444 }), 'open-to-all'],
    ['nobody says where the other end is', row('workers', 'somewhere', 443), 'unknown'],
  ])('fails where %s', (_what, flow, kind) => {
    expect(rules(flow)).toEqual({ rules: [], problems: [{ flow, kind }] });
  });
});

describe('the flavour of a machine', () => {
  const existing = (name: string, cores: number, memory: number, gpu?: { model: string; count: number }) =>
    Flavor.existing(name, { cores, memory: Size.gibibytes(memory), ...(gpu && { gpu }) }).spec;
  const flavors = [
    existing('large', 8, 32),
    existing('gpu2', 8, 32, { model: 'A40', count: 2 }),
    existing('small', 2, 4),
    existing('gpu1', 8, 32, { model: 'A40', count: 1 }),
  ];
  const fit = (cores: number, memory: number, gpu: { model: string; count: number } | null = null) =>
    fitFlavor(flavors, { cores, memoryMebibytes: memory * 1024, gpu })?.name;

  test('is the smallest that has what is needed', () => {
    expect([fit(1, 1), fit(2, 5), fit(4, 8, { model: 'A40', count: 1 }), fit(1, 1, { model: 'A40', count: 2 })]).toEqual([
      'small',
      'large',
      'gpu1',
      'gpu2',
    ]);
  });

  test('fails to be found rather than to take a GPU from those who need one', () => {
    expect([fit(16, 1), fit(1, 1, { model: 'H100', count: 1 })]).toEqual([undefined, undefined]);
    expect(fitFlavor([flavors[1]!], { cores: 1, memoryMebibytes: 1, gpu: null })).toBeUndefined();
  });

  test('says to the scheduler what GPU it is', () => {
    const sizes = { cores: 8, memory: Size.gibibytes(16), disk: Size.gibibytes(40) };
    const passthrough = GpuDevice.passthrough({ model: 'A16', alias: 'a16', count: 2 });
    expect(Flavor.managed('g', { ...sizes, gpu: passthrough, extraSpecs: { 'hw:cpu_policy': 'dedicated' } }).spec.extraSpecs).toEqual({
      'pci_passthrough:alias': 'a16:2',
      'hw:cpu_policy': 'dedicated',
    });
    const slice = GpuDevice.virtual({ model: 'A16', trait: 'CUSTOM_NVIDIA_A16_4Q' });
    expect(Flavor.managed('v', { ...sizes, gpu: slice }).spec.extraSpecs).toEqual({
      'resources:VGPU': '1',
      'trait:CUSTOM_NVIDIA_A16_4Q': 'required',
    });
  });
});

test('a machine’s first start makes the operators’ account and mounts the volume, and never formats one that has data', () => {
  expect(renderCloudInit({ name: 'database-1', operatorKey: 'ssh-ed25519 AAAA o@x.example', volume: true })).toMatchInlineSnapshot(`
   "#cloud-config
   {
    "hostname": "database-1",
    "users": [
     {
      "name": "deploy",
      "homedir": "/var/lib/deploy",
      "lock_passwd": true,
      "shell": "/bin/bash",
      "sudo": "ALL=(ALL) NOPASSWD:ALL",
      "ssh_authorized_keys": [
       "ssh-ed25519 AAAA o@x.example"
      ]
     }
    ],
    "disable_root": true,
    "ssh_pwauth": false,
    "runcmd": [
     [
      "sh",
      "-c",
      "if command -v selinuxenabled && selinuxenabled; then chcon -R -t ssh_home_t /var/lib/deploy/.ssh; fi"
     ]
    ],
    "bootcmd": [
     [
      "sh",
      "-c",
      "for i in $(seq 150); do [ -b /dev/vdb ] && break; sleep 2; done"
     ]
    ],
    "fs_setup": [
     {
      "device": "/dev/vdb",
      "filesystem": "xfs",
      "label": "daas",
      "overwrite": false
     }
    ],
    "mounts": [
     [
      "LABEL=daas",
      "/srv",
      "xfs",
      "defaults,nofail",
      "0",
      "2"
     ]
    ]
   }
   "
  `);
});
