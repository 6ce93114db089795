import { spawnSync } from 'child_process';
import * as path from 'path';
import { Exposure, MachinePool, Mount, Size } from '../../../constructs';
import { KIT_ROOT } from '../../../core/kit';
import { HostsPlatform } from '../../../platforms/hosts/hosts-platform';
import type { SshOptions } from '../../../platforms/hosts/ssh-options';
import { Flavor } from '../../../platforms/openstack/flavor';
import { Image } from '../../../platforms/openstack/image';
import { OpenStackPlatform } from '../../../platforms/openstack/openstack-platform';
import { FakeSite } from '../../fake-platform';
import { synthesised, type Plain } from '../../synthesised';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl o@fake.example';

function siteWith(groups: readonly string[], options: Partial<SshOptions> = {}): FakeSite {
  return new FakeSite((site) => {
    const platform = new OpenStackPlatform(site, 'Cloud', {
      cloud: 'fake',
      network: { external: 'public', machines: '10.0.0.0/24', entry: '10.0.1.0/27', dnsServers: ['192.0.2.53'] },
      outside: { operators: ['192.0.2.0/26'], compute: ['192.0.2.128/26'], 'nfs.fake.example': ['192.0.2.200/32'] },
      operatorKey: KEY,
      image: Image.existing('ubuntu'),
      flavors: [Flavor.existing('small', { cores: 2, memory: Size.gibibytes(4) })],
    });
    const machines = groups.map((group, i) => {
      const exposure = group === 'hub' ? { exposure: Exposure.address({ dnsName: 'notebooks' }) } : {};
      return new MachinePool(site, `Pool${i}`, { platform, count: 1, cores: 2, memory: Size.gibibytes(4), groups: [group], ...exposure });
    });
    const hosts = HostsPlatform.ssh(site, 'Hosts', { machines, ...options });
    hosts.bindMount(Mount.nfs({ role: 'home', server: 'nfs.fake.example', path: '/home' }).spec);
  });
}

describe('hosts that are machines of a cloud', () => {
  const site = siteWith(['hub', 'compute'], { jumpHost: 'bastion.fake.example' });
  const { resource } = synthesised(site);
  const plays: Plain[] = Object.values<Plain>(resource.terraform_data).filter((r) => r.triggers_replace?.target);

  test('are known to every play, with the server that each is', () => {
    expect(site.problems).toEqual([]);
    const servers = Object.keys(resource.openstack_compute_instance_v2).map((id) => `\${openstack_compute_instance_v2.${id}.id}`);
    expect(plays.length).toBeGreaterThan(0);
    for (const { triggers_replace: triggers } of plays) {
      expect(triggers.target.inventory).toBe('platforms/hosts/ansible/inventory/machines');
      expect(triggers.target.machines.map((m: Plain) => [m.name, m.address, m.user, m.groups, m.jumpHost])).toEqual([
        ['pool0-1', '10.0.0.10', 'deploy', ['hub'], 'bastion.fake.example'],
        ['pool1-1', '10.0.0.26', 'deploy', ['compute'], 'bastion.fake.example'],
      ]);
      expect(triggers.target.machines.map((m: Plain) => m.generation).sort()).toEqual(servers.sort());
    }
  });

  test('are configured once they, their rules and their way out are there', () => {
    const base = plays.find((r) => r.provisioner[0]['local-exec'].environment.DAAS_ROLE === 'base');
    for (const type of ['compute_instance_v2', 'networking_port_v2', 'networking_secgroup_rule_v2', 'networking_router_interface_v2']) {
      const all = Object.keys(resource[`openstack_${type}`]).map((id) => `openstack_${type}.${id}`);
      expect(base.depends_on).toEqual(expect.arrayContaining(all));
    }
  });

  test('may connect to each other as the port matrix of what runs on them says', () => {
    const rules = Object.values<Plain>(resource.openstack_networking_secgroup_rule_v2).map((r) => r.description);
    expect(rules.filter((why) => why === 'compute -> hub: notebooks report to the hub')).toHaveLength(3);
  });
});

test('a cloud’s machines are an inventory for Ansible, in which SSH knows a machine by its server', () => {
  const machines = [
    { name: 'hub-1', address: '10.0.0.10', user: 'deploy', groups: ['hub', 'login'], generation: 'a1b2', jumpHost: null },
    { name: 'node-1', address: '10.0.0.26', user: 'deploy', groups: ['compute'], generation: 'c3d4', jumpHost: 'bastion.fake.example' },
  ];
  const { stdout } = spawnSync(path.join(KIT_ROOT, 'platforms/hosts/ansible/inventory/machines'), ['--list'], {
    env: { ...process.env, DAAS_TARGET: JSON.stringify({ machines }), DAAS_ROOT: '/kit' },
    encoding: 'utf8',
  });
  const common = '-o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=/kit/.daas/known_hosts';
  const { _meta: meta, ...groups } = JSON.parse(stdout) as Plain;
  expect(groups).toEqual({ hub: { hosts: ['hub-1'] }, login: { hosts: ['hub-1'] }, compute: { hosts: ['node-1'] } });
  expect(meta.hostvars['hub-1']).toEqual({
    ansible_host: '10.0.0.10',
    ansible_user: 'deploy',
    ansible_ssh_common_args: `-o HostKeyAlias=a1b2 ${common}`,
    daas_generation: 'a1b2',
  });
  expect(meta.hostvars['node-1'].ansible_ssh_common_args).toBe(`-o HostKeyAlias=c3d4 ${common} -o ProxyJump=bastion.fake.example`);
});

test('a cloud’s machines stand beside the hosts of an inventory', () => {
  const both = siteWith(['controller'], { inventory: 'sites/psi/hosts.yml' });
  expect(both.problems).toEqual([]);
  const play = Object.values<Plain>(synthesised(both).resource.terraform_data).find((r) => r.triggers_replace?.target);
  expect(play.triggers_replace.target.inventory).toBe('sites/psi/hosts.yml,platforms/hosts/ansible/inventory/machines');
});

test.each([
  ['without a host for the hub', ['compute'], {}, 'HostsInventoryGroupEmpty', "no host in the group 'hub' of the cloud's machines"],
  ['with two hosts for the hub', ['hub'], { inventory: 'sites/psi/hosts.yml' }, 'HostsInventoryHubs', 'more than one host'],
])('fails %s', (_what, groups, options, code, words) => {
  expect(siteWith(groups, options).problems).toContainEqual(expect.objectContaining({ code, message: expect.stringContaining(words) }));
});
